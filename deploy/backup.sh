#!/bin/sh
# A backup of the whole line that docker compose runs here: log, store and key, as they are at one moment.
#   deploy/backup.sh save FOLDER       stops the line, copies its volumes into FOLDER, starts it again
#   deploy/backup.sh restore FOLDER    puts them in the place of what is there now, which is lost, and starts the line
# Pages that are sent meanwhile are refused: senders come again. Exit code: 0 when it was done.
set -eu
usage='Usage: deploy/backup.sh save|restore FOLDER'
what=${1:?$usage}
mkdir -p "${2:?$usage}"
folder=$(cd "$2" && pwd)
cd "$(dirname "$0")/.."

volumes='kafka-data mongo-data keys'
project=$(docker compose config --format json | sed -n 's/^  "name": "\(.*\)",$/\1/p')

# in_volume VOLUME ro|rw COMMAND…: with the volume in /volume and the backup in /backup; in the image of the services, by root, since
# each volume has an owner of its own.
in_volume() {
  volume=$1 access=$2 command=$3
  shift 3
  image=$(docker inspect --format '{{.Config.Image}}' "$(docker compose ps --all --quiet setup)")
  docker run --rm --network none --user 0 --entrypoint "$command" \
    -v "${project}_$volume:/volume:$access" -v "$folder:/backup" "$image" "$@"
}

case $what in
save)
  docker compose stop
  # Whatever comes of it, the line goes on.
  trap 'docker compose start' EXIT
  for volume in $volumes; do
    in_volume "$volume" ro tar -cpzf "/backup/$volume.tar.gz" --numeric-owner -C /volume .
  done
  (cd "$folder" && sha256sum -- *.tar.gz >SHA256SUMS)
  echo "saved to $folder: $(du -sh "$folder" | cut -f 1)"
  ;;
restore)
  (cd "$folder" && sha256sum --check --quiet SHA256SUMS)
  docker compose down
  docker compose up --no-start
  for volume in $volumes; do
    in_volume "$volume" rw find /volume -mindepth 1 -delete
    in_volume "$volume" rw tar -xpzf "/backup/$volume.tar.gz" --numeric-owner -C /volume
  done
  docker compose up --wait
  echo "restored from $folder"
  ;;
*)
  echo "$usage" >&2
  exit 2
  ;;
esac

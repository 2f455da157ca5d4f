#!/bin/sh
# Builds the image twice, without a cache, and compares what is in it: every file's content, owner, rights and links.
#   deploy/reproducible.sh [options of docker build, e.g. --build-arg NODE_IMAGE=…]
# Times of files are not compared (decision 35). Exit code: 0 when both are the same.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"; docker image rm -f babelwire:first babelwire:second >/dev/null 2>&1' EXIT

# Files that Docker itself lays into a running container are left out.
list='cd / && find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev \) -prune -o -printf "%p %y %m %U:%G %l\n" | LC_ALL=C sort
  find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev \) -prune -o -type f -exec sha256sum {} + | LC_ALL=C sort -k 2'

for name in first second; do
  docker build --no-cache --quiet "$@" -f deploy/Dockerfile -t "babelwire:$name" . >/dev/null
  docker run --rm --network none --user 0 --hostname same --entrypoint sh "babelwire:$name" -c "$list" >"$folder/$name"
done
if diff "$folder/first" "$folder/second" >"$folder/differences"; then
  echo "the same: $(grep -c ' f ' "$folder/first") files"
else
  echo 'the two builds differ:' >&2
  head -40 "$folder/differences" >&2
  exit 1
fi

#!/bin/sh
# Reads news.articles.v1 to its end as it is now and prints a line of JSON for each event. (kcat checks no schemas.)
#
#   sh read-articles.sh BROKERS TOPIC
#
# read_committed: what was taken back is not read. -e ends where the topic does; leave it out to go on for ever.
# -J wraps each event in JSON: its key, its headers, and its value as text in "payload".
exec kcat -C -b "$1" -t "$2" -o beginning -e -q -J -X isolation.level=read_committed

#!/bin/sh
# Installs the Java client library, and an archive of its classes with which a virtual machine starts faster.
#
# usage: install.sh TARGET_FOLDER
#
# Fills TARGET_FOLDER with
#   lib/         the client library and all that it needs
#   classes.jsa  its classes as the virtual machine has them once it has read and checked them; without the file, or
#                with another machine or another place of lib/, they are read as always
set -eu

target=$1
mvn --batch-mode --quiet --file="$target/pom.xml" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$target/lib"

# The call is refused on this machine: it only has to come as far as loading what a call loads.
if ! said=$(java -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=9 -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
  -Xlog:disable -XX:ArchiveClassesAtExit="$target/classes.jsa" -cp "$target/lib/*" "$target/Start.java" 2>&1); then
  rm -f "$target/classes.jsa"
  said=$(printf '%s' "$said" | grep -v '^Picked up ' | head -n 1)
  again="to try again, remove $target and run: sixfold install"
  echo "$target/classes.jsa: not made, so Java starts slower: $said; expected a JDK from 13 on; $again" >&2
fi

#!/bin/sh
# Makes archives with which a virtual machine starts faster.
#
# usage: install.sh TARGET_FOLDER
#
# Fills TARGET_FOLDER with
#   classes.jsa   the classes of a call as the virtual machine has them once it has read and checked them; without the
#                 file, or with another machine, they are read as always
#   compiler.jsa  the same of the compiler's
set -eu

export LC_ALL=C
target=$1
keys="$target/start.p12"

# Its call is answered by itself, with keys of its own.
if ! said=$( (keytool -genkeypair -keyalg EC -dname CN=start -ext san=dns:api.start.test -alias start \
  -storetype PKCS12 -keystore "$keys" -storepass changeit && \
  java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable -XX:ArchiveClassesAtExit="$target/classes.jsa" \
  "$target/Start.java" "$keys" changeit && \
  javac -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC -J-Xlog:disable -J-XX:ArchiveClassesAtExit="$target/compiler.jsa" \
  -proc:none -Xlint -d "$target/compiled" "$target/Start.java") 2>&1); then
  rm -f "$target/classes.jsa" "$target/compiler.jsa"
  said=$(printf '%s' "$said" | grep -v '^Picked up \|^Generating \|^[[:space:]]*for: ' | head -n 1)
  again="to try again, remove $target and run: sixfold install"
  echo "$target/classes.jsa: not made, so Java starts slower: $said; expected a JDK from 13 on; $again" >&2
fi
rm -rf "$keys" "$target/compiled"

#!/bin/sh
# Installs the Java client library, and an archive of its classes with which a virtual machine starts faster.
#
# usage: install.sh TARGET_FOLDER
#        install.sh --lock
#
# Fills TARGET_FOLDER with
#   lib/         the client library and all that it needs: those files that SHA256SUMS beside this script lists, with
#                this content, and no others
#   classes.jsa  its classes as the virtual machine has them once it has read and checked them; without the file, or
#                with another machine or another place of lib/, they are read as always
#   compiler.jsa the same of the compiler's
#
# --lock writes SHA256SUMS anew, after a change of pom.xml. What it cannot hold is Maven itself and its plugin, which
# Debian's archive and Maven's own repository vouch for.
set -eu

export LC_ALL=C
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

# Maven looks for .mvn, which can bring code of its own, in every folder from here upwards.
export MAVEN_BASEDIR="$here"

# resolve FOLDER: what pom.xml asks for, and all that this needs, into FOLDER.
# Maven ends every run with escape codes for a terminal, so that only what it says of a failure is shown.
resolve() {
  if ! said=$(mvn --batch-mode --quiet --file="$here/pom.xml" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$1" 2>&1); then
    printf '%s\n' "$said" >&2
    exit 1
  fi
}

# sums FOLDER: the digests of all files in it, in an order that is always the same.
sums() {
  (cd "$1" && find . -type f | sort | xargs sha256sum | sed 's|  \./|  |')
}

if [ "${1-}" = --lock ]; then
  work=$(mktemp -d "${TMPDIR:-/tmp}/sixfold-java.XXXXXX")
  trap 'rm -rf -- "$work"' EXIT
  resolve "$work/lib"
  sums "$work/lib" >"$work/SHA256SUMS"
  cp "$work/SHA256SUMS" "$here/SHA256SUMS"
  echo "java: written: $here/SHA256SUMS"
  exit 0
fi

target=$1
resolve "$target/lib"
sums "$target/lib" >"$target/found"
if ! different=$(diff "$here/SHA256SUMS" "$target/found"); then
  rm -rf "${target:?}/lib" "$target/found"
  echo "java: error: Maven brought other files than templates/java/SHA256SUMS lists (< listed, > brought):" >&2
  printf '%s\n' "$different" | grep '^[<>]' >&2
  echo "java: expected the same; where pom.xml was changed on purpose, run: sh templates/java/install.sh --lock" >&2
  exit 1
fi
rm "$target/found"

# Its calls are answered by itself, with keys of its own.
keys="$target/start.p12"
if ! said=$( (keytool -genkeypair -keyalg EC -dname CN=start -ext san=dns:api.clarifai.com -alias start \
  -storetype PKCS12 -keystore "$keys" -storepass changeit && \
  java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable -XX:ArchiveClassesAtExit="$target/classes.jsa" \
  -cp "$target/lib/*" "$target/Start.java" "$keys" changeit && \
  javac -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC -J-Xlog:disable -J-XX:ArchiveClassesAtExit="$target/compiler.jsa" \
  -proc:none -Xlint -cp "$target/lib/*" -d "$target/compiled" "$target/Start.java") 2>&1); then
  rm -f "$target/classes.jsa" "$target/compiler.jsa"
  said=$(printf '%s' "$said" | grep -v '^Picked up \|^Generating \|^[[:space:]]*for: ' | head -n 1)
  again="to try again, remove $target and run: sixfold install"
  echo "$target/classes.jsa: not made, so Java starts slower: $said; expected a JDK from 13 on; $again" >&2
fi
rm -rf "$keys" "$target/compiled"

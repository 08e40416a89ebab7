#!/bin/sh
# Installs what a PHP snippet needs to call the Clarifai API over gRPC.
#
# usage: install.sh TARGET_FOLDER
#        install.sh --lock
#
# Fills TARGET_FOLDER with
#   vendor/autoload.php  what snippets require, and all that it loads
#   conf.d/grpc.ini      loads the PHP extension grpc, if PHP lacks it; used with
#                        PHP_INI_SCAN_DIR=:TARGET_FOLDER/conf.d
#   lib/grpc.so          that extension
#   provenance           one line: the route taken, and the versions it gave
# The .ini names the extension by its full path, so install again after moving
# the folder.
#
# Two routes, tried in this order:
#   composer  the published package, as composer.lock beside this script has
#             it, if there is such a lock and Composer's registry answers
#   debian    the same parts built from Debian's packages and from the API's
#             description in the Python package clarifai-grpc, which the
#             interpreter $SIXFOLD_PYTHON (else python3) must have
#
# SHA256SUMS beside this script holds what the second route is made of: Debian's
# source of gRPC, its protobuf runtime, the generated classes, each in a version.
# What it lists must have this content. Debian's updates bring versions that it
# does not list: these are vouched for by Debian's archive alone, whose signature
# apt checks, and the provenance names them as unlocked. The compiled extension
# is the compiler's: it has no sum.
#
# --lock adds the versions of this machine to SHA256SUMS, and writes
# composer.lock anew where Composer's registry answers.
set -eu

# Messages are matched and shown; keep them in one language.
export LC_ALL=C
# Ask about the system's PHP, not about one that an earlier run has extended.
unset PHP_INI_SCAN_DIR

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
package=clarifai/clarifai-php-grpc
python=${SIXFOLD_PYTHON:-python3}
work=
told=
locking=
unlocked=

say() {
    printf 'php: %s\n' "$*"
}

fail() {
    printf 'php: error: %s\n' "$*" >&2
    told=yes
    exit 1
}

# Runs on every way out. set -e can end the script where nothing has been said.
finish() {
    status=$?
    trap - EXIT
    if [ -n "$work" ]; then
        rm -rf -- "$work"
    fi
    if [ "$status" -ne 0 ]; then
        [ -n "$told" ] || printf 'php: error: stopped with status %s\n' "$status" >&2
        exit 1
    fi
}
trap finish EXIT
trap 'fail "stopped by a signal"' HUP INT TERM

# run WHAT COMMAND...: runs a command quietly. Its log goes with the temporary
# folder, so when it fails its most telling line is put into the error.
run() {
    what=$1
    shift
    "$@" >"$work/log" 2>&1 || fail "$what failed: $(reason)"
}

# The first line of the log that tells of an error, else its last line.
reason() {
    line=$(grep -i -m 1 -e '^E: ' -e 'error: ' "$work/log" || tail -n 1 "$work/log")
    printf '%s' "${line:-no message}"
}

# check FOLDER: whether the installation in FOLDER can run snippets.
check() {
    PHP_INI_SCAN_DIR=":$1/conf.d" php "$here/src/check.php" "$1/vendor"
}

# write_ini FOLDER HOME: writes FOLDER/conf.d/grpc.ini for an installation that
# is, or will be, at HOME. PHP warns when an extension is loaded twice, hence a
# file with nothing but a comment where PHP has it already.
write_ini() {
    mkdir -p "$1/conf.d"
    if [ -e "$1/lib/grpc.so" ]; then
        printf 'extension="%s"\n' "$2/lib/grpc.so"
    else
        printf '; PHP loads grpc by its own configuration.\n'
    fi >"$1/conf.d/grpc.ini"
}

# need COMMAND PACKAGE: notes the Debian package of a command that is missing.
need() {
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}

# need_package PACKAGE: notes a Debian package that is not installed.
need_package() {
    case $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null || :) in
        installed) ;;
        *) missing="$missing $1" ;;
    esac
}

# held PART VERSION FOLDER: holds a part against its sum, or notes that it has
# none; with --lock, notes the sum.
held() {
    sum=$(cd "$3" && find . -type f | sort | xargs -d '\n' sha256sum | sha256sum | cut -d ' ' -f 1)
    printf '%s  %s %s\n' "$sum" "$1" "$2" >>"$work/sums"
    listed=$(grep -F -x -h -e "${sum}  $1 $2" "$here/SHA256SUMS" 2>/dev/null || :)
    if [ -n "$locking" ] || [ -n "$listed" ]; then
        return 0
    fi
    # Compared as text: a version is no pattern.
    if cut -d ' ' -f 3- "$here/SHA256SUMS" 2>/dev/null | grep -q -F -x -e "$1 $2"; then
        fail "$1 $2 is not what SHA256SUMS lists: got $sum; expected the listed one," \
            "or, where this is right, a new one by: sh templates/php/install.sh --lock"
    fi
    say "not in SHA256SUMS: $1 $2, which Debian's archive alone vouches for"
    unlocked="$unlocked,$1"
}

package_version() {
    dpkg-query -W -f '${Version}' "$1"
}

has_extension() {
    php -m >"$work/modules" 2>/dev/null
    grep -qix grpc "$work/modules"
}

need_build_tools() {
    need apt-get apt
    need dpkg-source dpkg-dev
    need phpize php-dev
    need c++ g++
    need make make
    need_package libgrpc-dev
}

# Unpacks Debian's source of gRPC into $grpc_source. It is the one place with
# the PHP extension and the PHP library that belong to Debian's libgrpc.
fetch_grpc_source() {
    say "fetching Debian's source of gRPC"
    apt=$work/apt
    mkdir -p "$apt/parts" "$apt/lists/partial" "$apt/cache" "$apt/source"

    # Source packages are seldom enabled. Turn the machine's own sources into
    # source entries, in copies that only this call sees. Sources of others than
    # Debian may come along: they are not asked for more than an index, which
    # may be missing, and the version below is one that Debian gave.
    list=
    parts=
    eval "$(apt-config shell list Dir::Etc::SourceList/f parts Dir::Etc::SourceParts/d)"
    for file in "$list" "${parts%/}"/*.list; do
        [ ! -f "$file" ] || sed -n 's/^[[:space:]]*deb\(-src\)\{0,1\}[[:space:]]/deb-src /p' "$file"
    done | sort -u >"$apt/parts/machine.list"
    for file in "${parts%/}"/*.sources; do
        [ ! -f "$file" ] || sed 's/^[Tt][Yy][Pp][Ee][Ss]:.*/Types: deb-src/' "$file" >"$apt/parts/${file##*/}"
    done

    # A file given by -c is read last, so it can also clear the hooks of other
    # programs, which would work on the system's state after our update.
    cat >"$apt/apt.conf" <<END
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "$apt/parts";
Dir::State::Lists "$apt/lists";
Dir::Cache "$apt/cache";
Acquire::Languages "none";
Acquire::Retries "1";
Acquire::http::Timeout "20";
Acquire::https::Timeout "20";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
END

    # As root, apt downloads as the user _apt, who has to get in.
    chmod 755 "$work"
    if [ "$(id -u)" -eq 0 ] && id _apt >/dev/null 2>&1; then
        chown _apt "$apt/source"
    fi

    # An index that fails does no harm if the one with gRPC came, which the next
    # call shows.
    apt-get -c "$apt/apt.conf" update >"$work/log" 2>&1 || :
    trouble=$(grep -m 1 -e '^E: ' -e 'Failed to fetch' "$work/log" || :)
    # The source must match the headers and the library that it is built against.
    wanted=$(dpkg-query -W -f '${source:Version}' libgrpc-dev)
    (cd "$apt/source" && apt-get -c "$apt/apt.conf" source "grpc=$wanted") >"$work/log" 2>&1 ||
        fail "getting Debian's source grpc=$wanted failed: $(reason)${trouble:+ (the update before it: $trouble)}"

    set -- "$apt/source"/grpc-*/
    grpc_source=${1%/}
    [ -d "$grpc_source/src/php/ext/grpc" ] || fail "Debian's source of gRPC has no PHP extension"
    mkdir "$work/grpc"
    cp -R "$grpc_source/src/php" "$grpc_source/etc/roots.pem" "$work/grpc"
    held grpc "$wanted" "$work/grpc"
}

# Builds $out/lib/grpc.so from $grpc_source.
build_extension() {
    say "building the PHP extension grpc"
    (
        cd "$grpc_source/src/php/ext/grpc"
        phpize && ./configure --enable-grpc=/usr && make -j "$(nproc)"
    ) >"$work/log" 2>&1 || fail "building the PHP extension grpc failed: $(reason)"
    mkdir -p "$out/lib"
    cp "$grpc_source/src/php/ext/grpc/modules/grpc.so" "$out/lib/grpc.so"
}

# Route 1. Fills $out and sets $provenance; or leaves it empty, to try the other.
# (Not a return value: sh ignores errors in a function whose value is tested.)
by_composer() {
    if ! command -v composer >/dev/null 2>&1; then
        say "composer: not installed"
        return 0
    fi
    if [ ! -e "$here/composer.lock" ] && [ -z "$locking" ]; then
        say "composer: there is no composer.lock that says what it is to bring"
        return 0
    fi
    say "composer: asking its registry for $package $version"
    project=$work/composer
    mkdir "$project"
    cp "$here/composer.json" "$project"
    [ -n "$locking" ] || cp "$here/composer.lock" "$project"
    # No plugin or script of a package runs, so being root does no harm.
    export COMPOSER_ALLOW_SUPERUSER=1
    # Composer is patient with a registry that does not answer. One short
    # question first tells whether the long call below is worth its time. (It
    # does not heed a polite end while it waits for an answer, hence -k.)
    if ! timeout -k 2 15 composer --working-dir="$project" --no-interaction --no-plugins \
        show --all "$package" "$version" >"$work/log" 2>&1 </dev/null; then
        say "composer: its registry does not give it"
        return 0
    fi
    # composer.json asks for the extension, for people; here it is built after.
    if [ -n "$locking" ]; then
        say "composer: locking"
        set -- update --no-install
    else
        say "composer: installing"
        set -- install --no-dev --prefer-dist
    fi
    if ! timeout -k 5 300 composer --working-dir="$project" --no-interaction --no-plugins --no-scripts \
        "$@" --no-progress --ignore-platform-req=ext-grpc \
        >"$work/log" 2>&1 </dev/null; then
        say "composer: failed: $(reason)"
        return 0
    fi
    if [ -n "$locking" ]; then
        cp "$project/composer.lock" "$here/composer.lock"
        say "composer: written: $here/composer.lock"
        return 0
    fi
    cp -R "$project/vendor" "$out/vendor"
    # shellcheck disable=SC2016 # these are variables of PHP
    provenance="composer $(php -r '
        require $argv[1];
        foreach (array_slice($argv, 2) as $name) {
            $parts[] = $name . "=" . Composer\InstalledVersions::getPrettyVersion($name);
        }
        echo implode(" ", $parts);
    ' "$out/vendor/autoload.php" "$package" grpc/grpc google/protobuf)"
    if ! has_extension; then
        missing=
        need_build_tools
        [ -z "$missing" ] || fail "building PHP's extension grpc needs these Debian packages:$missing"
        fetch_grpc_source
        build_extension
        provenance="$provenance libgrpc-dev=$(package_version libgrpc-dev)"
    fi
}

# Route 2. Fills $out and sets $provenance.
by_debian() {
    missing=
    need_build_tools
    need protoc protobuf-compiler
    need grpc_php_plugin protobuf-compiler-grpc
    need_package php-google-protobuf
    [ -z "$missing" ] || fail "the route by Debian needs these Debian packages:$missing"
    command -v "$python" >/dev/null 2>&1 || fail "there is no Python interpreter $python (see SIXFOLD_PYTHON)"

    say "debian: reading the API's description from the Python package clarifai-grpc"
    "$python" "$here/descriptors.py" "$version" "$work/api.pb" >"$work/files" 2>"$work/log" ||
        fail "reading the API's description failed: $(reason)"

    say "debian: generating the API's classes"
    mkdir -p "$out/vendor/clarifai" "$out/vendor/protobuf"
    # The names are split on purpose: proto file names hold no spaces.
    # shellcheck disable=SC2046
    run "generating the API's classes" protoc \
        --descriptor_set_in="$work/api.pb" \
        --plugin=protoc-gen-grpc="$(command -v grpc_php_plugin)" \
        --php_out="$out/vendor/clarifai" \
        --grpc_out="$out/vendor/clarifai" \
        $(cat "$work/files")
    held classes "$version by protobuf-compiler $(package_version protobuf-compiler)" "$out/vendor/clarifai"
    cp "$here/src/ClarifaiClient.php" "$out/vendor/clarifai/Clarifai/ClarifaiClient.php"
    cp "$here/src/autoload.php" "$out/vendor/autoload.php"

    say "debian: copying the protobuf runtime"
    # A copy, so that an upgrade of the system cannot part the runtime from the
    # code generated for it.
    dpkg-query -L php-google-protobuf | sed -n 's|^/usr/share/php/\(.*\.php\)$|\1|p' >"$work/runtime"
    [ -s "$work/runtime" ] || fail "the package php-google-protobuf holds no PHP files"
    run "copying the protobuf runtime" \
        tar -C /usr/share/php -cf "$work/runtime.tar" -T "$work/runtime"
    run "copying the protobuf runtime" \
        tar -C "$out/vendor/protobuf" --no-same-owner -xf "$work/runtime.tar"
    held php-google-protobuf "$(package_version php-google-protobuf)" "$out/vendor/protobuf"

    fetch_grpc_source
    # In its own source's layout: it reads etc/roots.pem by a relative path.
    mkdir -p "$out/vendor/grpc/src/php" "$out/vendor/grpc/etc"
    cp -R "$grpc_source/src/php/lib" "$out/vendor/grpc/src/php/lib"
    cp "$grpc_source/etc/roots.pem" "$out/vendor/grpc/etc/roots.pem"
    [ -n "$locking" ] || has_extension || build_extension

    provenance="debian clarifai-grpc=$version"
    for name in libgrpc-dev php-google-protobuf protobuf-compiler protobuf-compiler-grpc; do
        provenance="$provenance $name=$(package_version "$name")"
    done
    [ -z "$unlocked" ] || provenance="$provenance unlocked=${unlocked#,}"
}

# Writes SHA256SUMS anew: what it lists of other versions stays.
lock() {
    by_composer
    by_debian
    cut -d ' ' -f 3- "$work/sums" >"$work/named"
    touch "$here/SHA256SUMS"
    # A listed line stays if none of the new names ends it.
    while IFS= read -r line; do
        printf '%s\n' "${line#*  }" | grep -q -F -x -f "$work/named" || printf '%s\n' "$line"
    done <"$here/SHA256SUMS" >"$work/kept"
    sort -k 2 "$work/kept" "$work/sums" >"$here/SHA256SUMS"
    say "written: $here/SHA256SUMS"
}

[ $# -eq 1 ] || fail "usage: install.sh TARGET_FOLDER, or install.sh --lock"
command -v php >/dev/null 2>&1 || fail "there is no php; Debian's package is php-cli"
work=$(mktemp -d "${TMPDIR:-/tmp}/sixfold-php.XXXXXX")
out=$work/out
mkdir "$out"

# shellcheck disable=SC2016 # these are variables of PHP
version=$(php -r 'echo json_decode(file_get_contents($argv[1]), true)["require"][$argv[2]];' \
    "$here/composer.json" "$package")

if [ "$1" = --lock ]; then
    locking=yes
    lock
    exit 0
fi
mkdir -p -- "$1" || fail "cannot make the folder $1"
target=$(CDPATH='' cd -- "$1" && pwd -P)
# PHP_INI_SCAN_DIR is split at colons, and a value in an .ini ends at a quote.
case $target in
    *:* | *'"'*) fail "the path $target must not hold a colon or a double quote" ;;
esac

# What an installation depends on besides the packages named in its provenance:
# the files beside this script, and the PHP that the extension is built for.
recipe=$(cat "$here/install.sh" "$here"/composer.* "$here/SHA256SUMS" "$here/descriptors.py" "$here"/src/*.php |
    sha256sum | cut -c 1-12)
stamp="php=$(php -r 'echo PHP_VERSION;') recipe=$recipe"

if [ -e "$target/provenance" ]; then
    case $(cat "$target/provenance") in
        *" $stamp")
            if check "$target" >"$work/log" 2>&1; then
                say "already installed: $(cat "$target/provenance")"
                exit 0
            fi
            ;;
    esac
    say "replacing an installation that is out of date or not whole"
elif [ -e "$target/vendor" ] || [ -e "$target/conf.d" ] || [ -e "$target/lib" ]; then
    fail "$target holds a vendor, conf.d or lib that this script did not make"
fi

provenance=
by_composer
[ -n "$provenance" ] || by_debian

say "checking the installation"
write_ini "$out" "$out"
run "the check of the installation" check "$out"
write_ini "$out" "$target"

# The provenance comes first and last: a run that is killed in between leaves a
# folder that the next run knows as its own, and as not whole.
say "moving it to $target"
echo unfinished >"$target/provenance"
rm -rf -- "${target:?}/vendor" "${target:?}/conf.d" "${target:?}/lib"
cp -R "$out/." "$target/"
printf '%s %s\n' "$provenance" "$stamp" >"$target/provenance"
say "installed: $(cat "$target/provenance")"

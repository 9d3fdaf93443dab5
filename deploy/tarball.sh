#!/usr/bin/env bash
# Builds target/piup-<version>-<system>-<machine>.tar.gz: the gateway with a trimmed run-time image, an AOT cache trained
# with that image, and the bill of materials. Needs nothing installed where it is unpacked.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
jdk=$("$root/piup" jdk)

# All files bear this time, so that two builds of one commit differ in nothing but the AOT cache. (The cache notes the
# jars' times; tar keeps them.)
stamp="2026-01-01T00:00:00Z"

# What jdeps cannot see: elliptic curves, DNS lookups of the JDK, sun.misc.Unsafe.
unseen=java.naming,jdk.crypto.ec,jdk.unsupported
# What jdeps sees but no code of ours reaches: java.beans in Jackson and logback, annotation processors.
unreached='^java\.(desktop|compiler)$'

version=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' "$root/pom.xml" | head -n 1)
case $(uname -m) in
  x86_64) machine=x64 ;;
  *) machine=$(uname -m) ;;
esac
system=$(uname -s | tr '[:upper:]' '[:lower:]')
name=piup-$version-$system-$machine
stage=$root/target/tarball/$name

echo "building $name with $jdk"
(cd "$root" && JAVA_HOME=$jdk mvn -q -B -pl app -am -Dmaven.test.skip=true package)

rm -rf "$root/target/tarball"
mkdir -p "$stage/lib"
cp "$root/piup" "$root/deploy/jvm.options" "$root/LICENSE" "$root/NOTICE" "$root/app/target/piup-sbom.json" "$stage/"
[ ! -f "$root/README.md" ] || cp "$root/README.md" "$stage/"
cp "$root/deploy/systemd/piup.service" "$stage/"
cp "$root/app/target/piup-app.jar" "$root"/app/target/lib/*.jar "$stage/lib/"

modules=$("$jdk/bin/jdeps" --multi-release 25 --ignore-missing-deps --print-module-deps \
  --class-path "$root/app/target/lib/*" "$root/app/target/piup-app.jar" "$root"/app/target/lib/*.jar 2>/dev/null |
  tail -n 1 | tr ',' '\n' | grep -vE "$unreached" | paste -sd, -)
echo "modules: $modules,$unseen"
# Distributions replace the JDK's certificates by their own, hence "modified".
"$jdk/bin/jlink" --add-modules "$modules,$unseen" --ignore-modified-runtime --no-header-files --no-man-pages \
  --output "$stage/runtime"
# The image holds the certificates themselves, not a link into the machine that built it.
certificates=$stage/runtime/lib/security/cacerts
cp -L "$jdk/lib/security/cacerts" "$certificates.new"
rm -f "$certificates"
mv "$certificates.new" "$certificates"
chmod 644 "$certificates"

find "$stage" -exec touch -h -d "$stamp" {} +
"$stage/piup" train
rm -f "$stage/piup.aot.of"

tar --create --sort=name --mtime="$stamp" --owner=0 --group=0 --numeric-owner --format=gnu \
  --directory "$root/target/tarball" "$name" | gzip -n >"$root/target/$name.tar.gz"
echo "target/$name.tar.gz: $(du -h "$root/target/$name.tar.gz" | cut -f1) (unpacked $(du -sh "$stage" | cut -f1))"

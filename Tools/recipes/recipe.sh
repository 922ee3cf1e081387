# What all recipes do; a recipe sources it.
set -eu
cd "$(dirname "$0")/../.."
dovetail=${DOVETAIL:-.build/release/dovetail}

[ -x "$dovetail" ] || {
  echo "$(basename "$0"): $dovetail is not there; build it with: swift build -c release" >&2
  exit 69
}

# need FOLDER SET: stops where a set has not been fetched
need() {
  [ -d "$1" ] || {
    echo "$(basename "$0"): $1 is not there; get it with: Tools/fetch-instances $2" >&2
    exit 66
  }
}

# campaign NAME ARGUMENT...: runs what is missing and writes the report, also where runs crashed (2)
campaign() {
  name=${NAME:-$1}
  shift
  mkdir -p campaigns
  code=0
  "$dovetail" bench run --campaign "campaigns/$name.db" "$@" || code=$?
  [ $code -eq 0 ] || [ $code -eq 2 ] || exit $code
  "$dovetail" bench report "campaigns/$name.db" --format html --format markdown
  return $code
}

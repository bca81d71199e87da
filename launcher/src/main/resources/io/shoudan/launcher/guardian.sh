# Outlives the launcher and stops what it started, PostgreSQL included, when the launcher is gone
# without having done so itself (kill -9, a crash of its JVM).
#
#   $1      the data directory of PostgreSQL, absolute
#   stdin   a pipe from the launcher: "watch PID", "forget PID", "done"; end of file = it is gone
#
# Needs sh, kill and sleep, and ps where there is no /proc. Runs in a session of its own where
# setsid exists.

trap '' INT HUP TERM
cluster=$1
watched=
finished=

while read -r word pid; do
  case $word in
    watch) watched="$watched $pid" ;;
    forget)
      left=
      for other in $watched; do
        [ "$other" = "$pid" ] || left="$left $other"
      done
      watched=$left
      ;;
    done)
      finished=yes
      break
      ;;
  esac
done
[ -z "$finished" ] || exit 0

# A number may be a stranger's by now. The server and all its workers stay in its data directory.
is_server() {
  if [ -e /proc/self/cwd ]; then
    [ "/proc/$1/cwd" -ef "$cluster" ]
  else
    case $(ps -o args= -p "$1" 2>/dev/null) in
      *"/postgres -D $cluster "*) ;;
      *) return 1 ;;
    esac
  fi
}

postmaster() { # prints the server's process id, or nothing
  [ -r "$cluster/postmaster.pid" ] && read -r first <"$cluster/postmaster.pid" &&
    is_server "$first" && printf '%s' "$first"
}

for pid in $watched; do
  kill -TERM "$pid" 2>/dev/null
done

# Tenths of a second. Services have 3 s, PostgreSQL (fast shutdown, then immediate) 8 s. At least
# 1 s is spent looking for a server that was only just starting.
told=
tenth=0
while [ "$tenth" -lt 80 ]; do
  server=$(postmaster)
  if [ -n "$server" ] && [ "$server" != "$told" ]; then
    kill -INT "$server" 2>/dev/null
    told=$server
  fi
  alive= # Whoever has ended is not signalled again.
  for pid in $watched; do
    ! kill -0 "$pid" 2>/dev/null || alive="$alive $pid"
  done
  watched=$alive
  if [ "$tenth" = 30 ]; then
    for pid in $watched; do
      kill -KILL "$pid" 2>/dev/null
    done
    [ -z "$told" ] || ! is_server "$told" || kill -QUIT "$told" 2>/dev/null
  fi
  if [ "$tenth" -ge 10 ] && [ -z "$alive" ] && { [ -z "$told" ] || ! is_server "$told"; }; then
    exit 0
  fi
  sleep 0.1 2>/dev/null || sleep 1
  tenth=$((tenth + 1))
done
[ -z "$told" ] || ! is_server "$told" || kill -KILL "$told" 2>/dev/null
exit 0

package dbtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// Small is a PostgreSQL whose tables lie on a disk of 128 MB, which a test may
// fill. Its journal lies elsewhere: without room for that, PostgreSQL stops.
type Small struct{ *Cluster }

// ErrNoMount says that this machine lets nobody have a disk of one's own.
var ErrNoMount = errors.New("dbtest: no disk can be mounted here")

// The server runs where only it sees its disk, which is gone with it. While the
// folder "full" stands in its home, all room on the disk is taken.
const onSmallDisk = `set -e
home=$1 bin=$2 as=$3
mkdir "$home/disk"
mount -t tmpfs -o size=128m,mode=0777 none "$home/disk" || exit 77
$as "$bin/initdb" -D "$home/disk/data" --waldir "$home/wal" -U cabas -A trust --locale=C.UTF-8 -E UTF8 --no-sync --no-instructions >/dev/null
(while [ -d "$home" ]; do
	if [ -d "$home/full" ]; then dd if=/dev/zero of="$home/disk/filler" bs=8k oflag=append conv=notrunc || true; else rm -f "$home/disk/filler"; fi
	sleep 0.05
done) >/dev/null 2>&1 &
shift 3
exec $as "$bin/postgres" -D "$home/disk/data" -k "$home" "$@"
`

// StartSmall runs one. It answers ErrNoMount where the machine refuses.
func StartSmall() (*Small, error) {
	bin, home, attr, err := place()
	if err != nil {
		return nil, err
	}
	as := ""
	if attr.Credential != nil { // root mounts, and then is somebody else
		u, err := user.LookupId(strconv.Itoa(int(attr.Credential.Uid)))
		if err != nil {
			return nil, err
		}
		as = "setpriv --reuid=" + u.Uid + " --regid=" + u.Gid + " --clear-groups"
		attr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Unshareflags: syscall.CLONE_NEWNS}
	} else { // a user may mount in a house of one's own
		me, group := os.Getuid(), os.Getgid()
		const mounts = 21 // CAP_SYS_ADMIN, in there
		attr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWUSER, AmbientCaps: []uintptr{mounts},
			UidMappings: []syscall.SysProcIDMap{{ContainerID: me, HostID: me, Size: 1}}, GidMappings: []syscall.SysProcIDMap{{ContainerID: group, HostID: group, Size: 1}}}
	}
	c := &Cluster{Home: home, server: func() *exec.Cmd {
		server := exec.Command("sh", append([]string{"-c", onSmallDisk, "sh", home, bin, as}, forTests...)...)
		server.SysProcAttr, server.Dir = attr, home
		return server
	}}
	err = c.Begin()
	for _, refused := range []error{syscall.EPERM, syscall.ENOSPC, syscall.EINVAL} { // what clone and unshare say
		if errors.Is(err, refused) {
			return nil, fmt.Errorf("%w: %w", ErrNoMount, err)
		}
	}
	if err != nil && c.running.ProcessState.ExitCode() == 77 { // -1 where it never ran
		err = ErrNoMount
	}
	return &Small{c}, err
}

// Fill takes all room on the disk, and Free gives it back.
func (s *Small) Fill() error { return os.Mkdir(filepath.Join(s.Home, "full"), 0o700) }

// Free gives the room back.
func (s *Small) Free() error { return os.Remove(filepath.Join(s.Home, "full")) }

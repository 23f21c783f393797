package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"cabas/domain/kernel/fault"
)

// retryAfter is what callers are told when the database does not answer.
const retryAfter = 2 * time.Second

// translate turns what the database libraries say into faults. It is the only
// place that knows their codes. Faults and cancelled contexts pass unchanged.
func translate(err error) error {
	var known *fault.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, gorm.ErrRecordNotFound), errors.Is(err, sql.ErrNoRows):
		return fault.ErrNotFound.Because(err)
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return fromSQLite(lite)
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return fromPostgres(pg)
	}
	if unreachable(err) {
		return fault.ErrUnavailable.Because(err).After(retryAfter)
	}
	return fault.ErrInternal.Because(err)
}

// unreachable reports whether the line to the database failed: it could not be
// made, it was cut, or it was given up because its time was over. Whether what
// was asked happened is then unknown; commands that matter are safe to repeat.
func unreachable(err error) bool {
	var connect *pgconn.ConnectError
	var network net.Error
	if errors.As(err, &connect) || errors.As(err, &network) {
		return true
	}
	for _, gone := range []error{driver.ErrBadConn, sql.ErrConnDone, sql.ErrTxDone, io.EOF, io.ErrUnexpectedEOF, io.ErrClosedPipe,
		net.ErrClosed, syscall.ECONNRESET, syscall.EPIPE} {
		if errors.Is(err, gone) {
			return true
		}
	}
	return strings.Contains(err.Error(), "conn closed")
}

func fromSQLite(err *sqlite.Error) error {
	switch code := err.Code(); {
	case code == lib.SQLITE_CONSTRAINT_PRIMARYKEY, code == lib.SQLITE_CONSTRAINT_UNIQUE:
		return fault.ErrDuplicate.Because(err)
	case code == lib.SQLITE_CONSTRAINT_FOREIGNKEY:
		return fault.ErrDangling.Because(err)
	case code&0xff == lib.SQLITE_BUSY, code&0xff == lib.SQLITE_LOCKED, code&0xff == lib.SQLITE_FULL,
		code&0xff == lib.SQLITE_IOERR, code&0xff == lib.SQLITE_CANTOPEN:
		return fault.ErrUnavailable.Because(err).After(retryAfter)
	}
	return fault.ErrInternal.Because(err)
}

// fromPostgres reads the SQLSTATE classes of PostgreSQL's appendix A.
func fromPostgres(err *pgconn.PgError) error {
	switch {
	case err.Code == "23505":
		return fault.ErrDuplicate.Because(err)
	case err.Code == "23503":
		return fault.ErrDangling.Because(err)
	case outdated(err):
		return fault.ErrUnavailable.Because(err).After(retryAfter)
	case strings.HasPrefix(err.Code, "08"), strings.HasPrefix(err.Code, "53"), strings.HasPrefix(err.Code, "57P"),
		strings.HasPrefix(err.Code, "40"), err.Code == "55P03", err.Code == "25006", err.Code == "25P03":
		return fault.ErrUnavailable.Because(err).After(retryAfter)
	}
	return fault.ErrInternal.Because(err)
}

// repeatable reports whether PostgreSQL asks to run the transaction again.
func repeatable(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01" || outdated(pg))
}

// outdated reports whether a statement was prepared before another server's
// upgrade changed the tables it reads ("cached plan must not change result
// type", in whatever language). The driver then prepares it anew; inside a
// transaction it is too late for that one.
func outdated(err *pgconn.PgError) bool {
	return err.Code == "0A000" && err.Routine == "RevalidateCachedQuery"
}

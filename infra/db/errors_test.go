package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"cabas/domain/kernel/fault"
)

func TestWhatTheDatabaseSaysBecomesAFault(t *testing.T) {
	code := func(c string) error { return &pgconn.PgError{Code: c} }
	for _, c := range []struct {
		said error
		is   *fault.Error
	}{
		{gorm.ErrRecordNotFound, fault.ErrNotFound},
		{code("23505"), fault.ErrDuplicate},
		{code("23503"), fault.ErrDangling},
		{code("53100"), fault.ErrUnavailable}, // its disk is full
		{code("53300"), fault.ErrUnavailable}, // too many connections
		{code("57P01"), fault.ErrUnavailable}, // it is being stopped
		{code("25P03"), fault.ErrUnavailable}, // we were silent in a transaction for too long
		{code("42601"), fault.ErrInternal},    // our statement is wrong
		{&net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}, fault.ErrUnavailable},
		{fmt.Errorf("reading: %w", io.ErrUnexpectedEOF), fault.ErrUnavailable},
		{os.ErrDeadlineExceeded, fault.ErrUnavailable},
		{sql.ErrTxDone, fault.ErrUnavailable},
		{errors.New("failed to deallocate cached statement(s): conn closed"), fault.ErrUnavailable},
		{errors.New("something else"), fault.ErrInternal},
		{fault.ErrTooMany, fault.ErrTooMany},
	} {
		got := translate(fmt.Errorf("running: %w", c.said))
		if !errors.Is(got, c.is) {
			t.Errorf("%v became %v", c.said, got)
		}
		var f *fault.Error
		if c.is == fault.ErrUnavailable && (!errors.As(got, &f) || f.RetryAfter == 0) {
			t.Errorf("%v does not say when to come back", c.said)
		}
	}
	if got := translate(context.Canceled); !errors.Is(got, context.Canceled) {
		t.Errorf("a caller who left became %v", got)
	}
}

// TestACommitOfSQLiteIsOnTheDisk asserts the settings that an acknowledged
// order rests on.
func TestACommitOfSQLiteIsOnTheDisk(t *testing.T) {
	d, err := Open(t.Context(), "sqlite://"+t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for pragma, want := range map[string]string{"synchronous": "2", "journal_mode": "wal", "foreign_keys": "1"} {
		var got string
		if err := d.write.Raw("PRAGMA " + pragma).Scan(&got).Error; err != nil || got != want {
			t.Errorf("%s is %q, %v", pragma, got, err)
		}
	}
}

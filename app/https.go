package app

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"cabas/infra/acme"
)

// secure makes a listener speak TLS with a certificate of its own, where the
// settings name the site, and answers on the plain port beside it. leave ends
// that.
func (s *Server) secure(ctx context.Context, listener net.Listener) (_ net.Listener, leave func(), err error) {
	c := s.config
	if len(c.TLSDomain) == 0 {
		return listener, func() {}, nil
	}
	plain, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.TLSPlainAddr)
	if err != nil {
		return nil, nil, fmt.Errorf("cannot listen on %s, where the certificate's authority asks: %w", c.TLSPlainAddr, err)
	}
	certificates := acme.New(c.TLSDirectory, filepath.Join(c.Data, "certificates"), c.TLSEmail, c.site(), c.TLSDomain)
	s.Echo.StdLogger.SetOutput(withoutHandshakes{s.Echo.StdLogger.Writer()})
	front := &http.Server{
		Handler: certificates.Plain(), ErrorLog: s.Echo.StdLogger,
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second, IdleTimeout: 30 * time.Second, MaxHeaderBytes: 16 << 10,
	}
	go func() {
		if err := front.Serve(plain); !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("the plain port", "error", err)
		}
	}()
	obtaining, stop := context.WithCancel(ctx)
	go func() {
		if err := certificates.Obtain(obtaining); err != nil && obtaining.Err() == nil {
			s.log.Error("no certificate yet; it is asked for again when somebody comes", "error", err)
		}
	}()
	return tls.NewListener(listener, certificates.TLS()), func() { stop(); _ = front.Close() }, nil
}

// withoutHandshakes drops what Go's server writes of each visitor who does not
// come to terms about encryption: it names their address and helps nobody.
type withoutHandshakes struct{ io.Writer }

func (w withoutHandshakes) Write(line []byte) (int, error) {
	if bytes.Contains(line, []byte("TLS handshake error")) {
		return len(line), nil
	}
	return w.Writer.Write(line)
}

// Package acme obtains and renews the certificate that a site shows to
// browsers, from an authority that speaks ACME (RFC 8555), Let's Encrypt unless
// told otherwise, and sends those who come without encryption to where there
// is. It knows nothing of what the site serves.
package acme

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"strings"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"
)

// Certificates are those of one site.
type Certificates struct {
	manager *autocert.Manager
	names   []string
	site    string
}

// New prepares the certificates of the names, kept in a folder that nobody else
// may read; whoever calls it has accepted the authority's terms. site is the
// public address of the site, without a slash at its end. The authority writes
// to email, unless that is empty, when something is wrong with a certificate.
func New(directory, folder, email, site string, names []string) *Certificates {
	return &Certificates{names: names, site: site, manager: &autocert.Manager{
		Prompt: autocert.AcceptTOS, Cache: autocert.DirCache(folder), HostPolicy: among(names), Email: email,
		Client: &acme.Client{DirectoryURL: directory, UserAgent: "cabas"},
	}}
}

// among allows the names, with or without a port behind them.
func among(names []string) autocert.HostPolicy {
	known := autocert.HostWhitelist(names...)
	return func(ctx context.Context, host string) error {
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		return known(ctx, host)
	}
}

// TLS is how to listen: TLS 1.2 at least, and HTTP/2 with those who speak it.
// It obtains a certificate when one is needed and renews it when a third of its
// life is left.
func (c *Certificates) TLS() *tls.Config {
	config := c.manager.TLSConfig()
	config.MinVersion = tls.VersionTLS12
	return config
}

// Obtain has the certificates ready before the first visitor comes.
func (c *Certificates) Obtain(ctx context.Context) error {
	for _, name := range c.names {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := c.manager.GetCertificate(&tls.ClientHelloInfo{
			ServerName: name, SupportedVersions: []uint16{tls.VersionTLS13},
			CipherSuites:     []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256},
			SupportedCurves:  []tls.CurveID{tls.CurveP256},
			SignatureSchemes: []tls.SignatureScheme{tls.ECDSAWithP256AndSHA256},
		}); err != nil {
			return fmt.Errorf("acme: no certificate for %s: %w", name, err)
		}
	}
	return nil
}

// Plain answers what comes without encryption: the authority's questions, and
// everybody else with where the site is. What was not merely read is refused,
// for it has been shown to the whole way already.
func (c *Certificates) Plain() http.Handler {
	return c.manager.HTTPHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, "use "+c.site, http.StatusBadRequest)
			return
		}
		path := r.URL.EscapedPath()
		if !strings.HasPrefix(path, "/") {
			path = "/" + path
		}
		if r.URL.RawQuery != "" {
			path += "?" + r.URL.RawQuery
		}
		w.Header().Set("Connection", "close")
		http.Redirect(w, r, c.site+path, http.StatusMovedPermanently)
	}))
}

package app_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cabas/app"
)

// tool builds one of the programs of tools/pebble.mod and gives its path.
func tool(t *testing.T, name string) string {
	t.Helper()
	c := exec.Command("go", "tool", "-modfile=tools/pebble.mod", "-n", name)
	c.Dir = ".."
	var said bytes.Buffer
	c.Stderr = &said
	path, err := c.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, said.String())
	}
	return strings.TrimSpace(string(path))
}

// begin starts a program until the test ends, or stop ends it at once.
func begin(t *testing.T, c *exec.Cmd) (said *journal, stop func()) {
	t.Helper()
	said = &journal{}
	c.Stdout, c.Stderr = said, said
	ended := launch(t, c)
	return said, func() { _ = c.Process.Kill(); <-ended }
}

// authority starts an ACME server (Pebble, which Let's Encrypt tests its clients
// with), for which every name is this machine. It gives certificates that are
// good for so many seconds, asks at the plain port, and finds nobody where ALPN
// is answered, so that the plain port has to. It gives the address of its
// directory, the file of the certificate that it shows itself, and the ports that
// are left for the server.
func authority(t *testing.T, seconds int) (directory, root string, plain, secure int) {
	t.Helper()
	names, pebble := tool(t, "pebble-challtestsrv"), tool(t, "pebble") // before ports are drawn: building takes its time
	free := ports(t, 6)
	plain, secure = free[0], free[1]
	folder := t.TempDir()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	own := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true,
		BasicConstraintsValid: true, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, own, own, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	root, private := filepath.Join(folder, "root.pem"), filepath.Join(folder, "key.pem")
	listen, dns, management := fmt.Sprintf("127.0.0.1:%d", free[2]), fmt.Sprintf("127.0.0.1:%d", free[3]), fmt.Sprintf("127.0.0.1:%d", free[4])
	settings, err := json.Marshal(object{"pebble": object{
		"listenAddress": listen, "managementListenAddress": management, "certificate": root, "privateKey": private, "httpPort": plain, "tlsPort": free[5],
		"retryAfter": object{"authz": 1, "order": 1}, "keyAlgorithm": "ecdsa", "profiles": object{"default": object{"description": "short", "validityPeriod": seconds}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	for file, content := range map[string][]byte{
		root: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), private: pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}),
		filepath.Join(folder, "pebble.json"): settings,
	} {
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	begin(t, exec.Command(names, "-http01", "", "-https01", "", "-tlsalpn01", "", "-doh", "", "-management", "", "-dnsserver", dns, "-defaultIPv6", ""))
	c := exec.Command(pebble, "-config", filepath.Join(folder, "pebble.json"), "-dnsserver", dns)
	c.Env = append(os.Environ(), "PEBBLE_VA_NOSLEEP=1", "PEBBLE_WFE_NONCEREJECT=5")
	said, _ := begin(t, c)
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(said.String())
		}
	})
	await(t, "the authority listens", func() bool {
		conn, err := net.Dial("tcp", listen)
		if err == nil {
			conn.Close()
		}
		return err == nil
	})
	return "https://" + listen + "/dir", root, plain, secure
}

// TestACertificateIsObtainedAndRenewed runs a server with nothing but a name,
// sees the certificate come from the authority and be another a little later,
// and be kept over a restart.
func TestACertificateIsObtainedAndRenewed(t *testing.T) {
	const name = "cabas.example.org"
	directory, root, plain, secure := authority(t, 15)
	data := t.TempDir()
	settings := []string{"--data", data, "--addr", fmt.Sprintf("127.0.0.1:%d", secure), "--tls-domain", name, "--tls-accept-terms", "--tls-email", "ops@example.org",
		"--tls-plain-addr", fmt.Sprintf("127.0.0.1:%d", plain), "--tls-directory", directory}
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), asCabas+"="+strings.Join(append([]string{"serve", "--smtp", "smtp://127.0.0.1:1"}, settings...), "\n"), "SSL_CERT_FILE="+root)
	shown := func() (*x509.Certificate, error) {
		conn, err := tls.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", secure), &tls.Config{ServerName: name, InsecureSkipVerify: true}) // who signed it is not known in advance
		if err != nil {
			return nil, err
		}
		defer conn.Close()
		return conn.ConnectionState().PeerCertificates[0], nil
	}
	said, stop := begin(t, c)
	var first *x509.Certificate
	for range 600 {
		var err error
		if first, err = shown(); err == nil {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if first == nil || first.VerifyHostname(name) != nil || !strings.Contains(first.Issuer.CommonName, "Pebble") {
		t.Fatalf("the certificate is %v; the server says %s", first, said.String())
	}

	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, Transport: &http.Transport{
		TLSClientConfig: &tls.Config{ServerName: name, InsecureSkipVerify: true}, ForceAttemptHTTP2: true}}
	res, err := client.Get(fmt.Sprintf("http://127.0.0.1:%d/boutique/epi?x=1", plain))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if want := fmt.Sprintf("https://%s:%d/boutique/epi?x=1", name, secure); res.StatusCode != http.StatusMovedPermanently || res.Header.Get("Location") != want {
		t.Errorf("in the clear one is sent to %d %q, want %q", res.StatusCode, res.Header.Get("Location"), want)
	}
	res, err = client.Get(fmt.Sprintf("https://127.0.0.1:%d/readyz", secure))
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(res.Body)
	res.Body.Close()
	if string(body) != "ready\n" || res.ProtoMajor != 2 || res.Header.Get("Strict-Transport-Security") != "max-age=31536000" {
		t.Errorf("answered %q over HTTP/%d with %v", body, res.ProtoMajor, res.Header)
	}
	if _, err := tls.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", secure), &tls.Config{ServerName: "other.example.org", InsecureSkipVerify: true}); err == nil {
		t.Error("another name has a certificate")
	}

	if strings.Contains(said.String(), "handshake") {
		t.Errorf("visitors who did not come in are named: %s", said.String())
	}
	await(t, "another certificate", func() bool {
		time.Sleep(200 * time.Millisecond)
		now, err := shown()
		return err == nil && now.SerialNumber.Cmp(first.SerialNumber) != 0
	})
	if info, err := os.Stat(filepath.Join(data, "certificates")); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the certificates lie in %v, %v", info, err)
	}
	stop()
	if kept, err := os.ReadFile(filepath.Join(data, "certificates", name)); err != nil || !bytes.Contains(kept, []byte("BEGIN CERTIFICATE")) {
		t.Errorf("kept %d bytes, %v", len(kept), err)
	}
}

func TestACertificateNeedsAcceptedTerms(t *testing.T) {
	for _, c := range []struct {
		change func(*app.Config)
		good   bool
	}{
		{func(c *app.Config) { c.TLSAcceptTerms = true }, true},
		{func(*app.Config) {}, false},
		{func(c *app.Config) { c.TLSAcceptTerms, c.BaseURL = true, "http://cabas.example.org" }, false},
		{func(c *app.Config) { c.TLSAcceptTerms, c.BaseURL = true, "https://www.example.org" }, true},
	} {
		config := app.Config{Addr: ":8080", TLSDomain: []string{"cabas.example.org"}}
		c.change(&config)
		if err := config.Validate(); (err == nil) != c.good {
			t.Errorf("%+v: %v", config, err)
		}
	}
}

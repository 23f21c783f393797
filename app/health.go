package app

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"
)

type healthCmd struct{}

// Run asks the server on this machine whether it is ready and fails when it is
// not. It is the health check of a container that holds nothing but Cabas.
func (healthCmd) Run(e *env, c *Config) error {
	ctx, cancel := context.WithTimeout(e, 3*time.Second)
	defer cancel()
	address, err := c.readyAddress()
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	res, err := c.nearby().Do(req)
	if err != nil {
		return fmt.Errorf("not ready: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("not ready: %s answered %s", address, res.Status)
	}
	_, err = fmt.Fprintln(e.out, "ready")
	return err
}

// readyAddress is where a server with these settings says whether it is ready,
// seen from its own machine.
func (c Config) readyAddress() (string, error) {
	host, port, err := c.inside()
	if err != nil {
		return "", err
	}
	if len(c.TLSDomain) > 0 {
		return "https://" + net.JoinHostPort(c.TLSDomain[0], port) + "/readyz", nil
	}
	return "http://" + net.JoinHostPort(host, port) + "/readyz", nil
}

// inside is where this machine reaches what it listens on.
func (c Config) inside() (host, port string, err error) {
	if host, port, err = net.SplitHostPort(c.addr()); err != nil {
		return "", "", fmt.Errorf("addr: %w", err)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return host, port, nil
}

// nearby asks this machine, whatever name stands in the address: a certificate
// is then checked without leaving it.
func (c Config) nearby() *http.Client {
	if len(c.TLSDomain) == 0 {
		return http.DefaultClient
	}
	return &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		host, port, err := c.inside()
		if err != nil {
			return nil, err
		}
		return (&net.Dialer{}).DialContext(ctx, network, net.JoinHostPort(host, port))
	}}}
}

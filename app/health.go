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
	res, err := http.DefaultClient.Do(req)
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
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return "", fmt.Errorf("addr: %w", err)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port) + "/readyz", nil
}

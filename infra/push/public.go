package push

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// publicOnly is a transport that calls addresses of the public internet, and no
// proxy. It looks at the address that is dialled, after names were resolved, so
// that a name that leads inside leads nowhere.
func publicOnly() *http.Transport {
	dialer := &net.Dialer{Timeout: 5 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil || to.Port() != 443 || !public(to.Addr()) {
			return fmt.Errorf("push: %s is no public address", address)
		}
		return nil
	}}
	return &http.Transport{
		DialContext: dialer.DialContext, TLSHandshakeTimeout: 5 * time.Second, ResponseHeaderTimeout: 10 * time.Second, ForceAttemptHTTP2: true,
		MaxResponseHeaderBytes: 16 << 10, MaxIdleConns: 20, MaxIdleConnsPerHost: 4, IdleConnTimeout: time.Minute,
	}
}

// special are the networks that are not the public internet (RFC 6890 and the
// registries of special addresses that it began), those that carry IPv4 inside
// IPv6 included.
var special = prefixes("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")

// global is where public addresses of IPv6 are given from.
var global = netip.MustParsePrefix("2000::/3")

func public(a netip.Addr) bool {
	a = a.Unmap()
	if a.Is6() && !global.Contains(a) || a.Zone() != "" {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

func prefixes(texts ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(texts))
	for i, t := range texts {
		out[i] = netip.MustParsePrefix(t)
	}
	return out
}

package mid

import "net/netip"

// networkOf is what requests are counted by: an address of version 4 as it is,
// of version 6 its network of 64 bits, for a household has billions of addresses
// in its own.
func networkOf(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	ip = ip.Unmap().WithZone("")
	if net, err := ip.Prefix(64); ip.Is6() && err == nil {
		return net.Masked().String()
	}
	return ip.String()
}

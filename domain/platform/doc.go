// Package platform owns what concerns the whole marketplace and no room in
// particular: the settings that administrators may change, and the audit trail
// of what they and others did. It refuses to know who people are: whoever asks
// is an Asker, which account.Actor is. It may import the kernel.
package platform

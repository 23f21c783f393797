// Package account owns the people who have an account: how they sign in, the
// devices and sessions they stay signed in on, and their global roles. It
// refuses to know who works in which shop. It may import the kernel and
// platform.
package account

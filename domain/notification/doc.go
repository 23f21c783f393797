// Package notification tells people by e-mail what happened: it words letters
// in French and English, keeps them in an outbox written in the transaction
// that made them, sends them afterwards, tries again and shows the
// administrator what could not be sent. It only listens: it never decides
// whether an order succeeds, and it refuses to know how orders are kept. It
// may import every room below.
package notification

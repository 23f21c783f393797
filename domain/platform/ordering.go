package platform

import "cabas/domain/kernel/fault"

// ErrNoMailServer says that the server cannot send mails, and therefore takes no
// orders: nobody would be told of them, and the law wants each confirmed in
// writing (Code de la consommation, L. 221-13).
var ErrNoMailServer = fault.Define(fault.Conflict, "platform.no_mail_server")

// Ordering is whether this server takes orders at all.
type Ordering bool

// Refusal is ErrNoMailServer where the server takes none, and nil elsewhere.
func (o Ordering) Refusal() *fault.Error {
	if o {
		return nil
	}
	return ErrNoMailServer
}

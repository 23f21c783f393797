package notification

import "cabas/domain/kernel/fault"

// ErrNotFailed says that only mails that failed can be sent again.
var ErrNotFailed = fault.Define(fault.Conflict, "notification.mail_not_failed")

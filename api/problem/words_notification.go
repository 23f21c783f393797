package problem

var _ = say(map[string]Words{
	"notification.mail_not_failed": {"Ce message n'a pas échoué.", "This mail has not failed.",
		"Seuls les messages en échec peuvent être renvoyés.", "Only mails that failed can be sent again."},
})

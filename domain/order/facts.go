package order

// What happens to orders, told to whoever listens. The subject is the order;
// the refs are "shop", "checkout" and, when the customer has one, "account".
const (
	FactPlaced              = "order.placed"
	FactAccepted            = "order.accepted"
	FactReady               = "order.ready"
	FactCollected           = "order.collected"
	FactOutForDelivery      = "order.out_for_delivery"
	FactDelivered           = "order.delivered"
	FactRefused             = "order.refused"
	FactCancelledByCustomer = "order.cancelled_by_customer"
	FactCancelledByShop     = "order.cancelled_by_shop"
	FactExpired             = "order.expired"
	FactReminder            = "order.reminder"
	FactNotCollected        = "order.not_collected"
	// FactLapsed is the end of an order that its guest never confirmed: the
	// shop never saw it, and its e-mail address was never proved.
	FactLapsed = "order.lapsed"
)

// factOf names what going from one state to another is told as.
func factOf(from, s State, by Party) string {
	switch {
	case from == AwaitingConfirmation && s != Placed:
		return FactLapsed
	case s == Cancelled && by == ByCustomer:
		return FactCancelledByCustomer
	case s == Cancelled:
		return FactCancelledByShop
	}
	return "order." + string(s)
}

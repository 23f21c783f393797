package shop

// What happens to shops. The subject is the shop; staff facts refer to the
// "member" besides.
const (
	Opened           = "shop.opened"
	Changed          = "shop.changed"
	IdentityDeclared = "shop.identity_declared"
	SellingOpened    = "shop.selling_opened"
	HoursChanged     = "shop.hours_changed"
	Paused           = "shop.paused"
	Resumed          = "shop.resumed"
	TodayConfirmed   = "shop.today_confirmed"
	StaffInvited     = "staff.invited"
	StaffJoined      = "staff.joined"
	StaffRoleChanged = "staff.role_changed"
	StaffRemoved     = "staff.removed"
)

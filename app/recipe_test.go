package app_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"cabas/domain/account"
	"cabas/domain/catalog"
	"cabas/domain/kernel/ident"
	"cabas/domain/shop"
	"cabas/infra/db"
)

// recipes adapt the contract's example to the scene, where it names things.
var recipes = map[string]func(s *scene, as role, r *request){
	"searchTowns": func(_ *scene, _ role, r *request) { r.path += "?query=dourd" },
	"listSlots":   func(_ *scene, _ role, r *request) { r.path += "?way=counter" },
	"register":    func(s *scene, _ role, r *request) { r.set("email", ident.New("new").String()+"@exemple.fr") },
	"requestSignInCode": func(s *scene, _ role, r *request) {
		r.set("email", s.account(nil).Email)
	},
	"signIn":          func(s *scene, _ role, r *request) { r.body = s.entering() },
	"findAccount":     func(s *scene, _ role, r *request) { r.set("email", s.account(nil).Email) },
	"actFor":          func(s *scene, _ role, r *request) { r.set("accountId", s.account(nil).ID) },
	"confirmIdentity": func(s *scene, as role, r *request) { r.body = object{"code": s.sent(s.accounts[as].Email)} },
	"verifyEmail": func(s *scene, as role, _ *request) {
		s.proof(as, account.PurposeVerify, s.accounts[as].Email, "482913")
	},
	"changeEmail": func(_ *scene, _ role, r *request) { r.set("email", ident.New("new").String()+"@exemple.fr") },
	"confirmEmailChange": func(s *scene, as role, _ *request) {
		if !as.signedIn() {
			return
		}
		next := s.accounts[as]
		next.Email = ident.New("new").String() + "@exemple.fr"
		s.proof(as, account.PurposeEmail, next.Email, "482913")
		s.accounts[as] = next
	},
	"requestPasswordReset": func(s *scene, _ role, r *request) { r.set("email", s.account(nil).Email) },
	"resetPassword": func(s *scene, _ role, r *request) {
		secret, now := ident.New("lnk").String(), s.clock.Now()
		a := s.account(nil)
		s.did(db.NewProofs(s.h).Put(s.ctx(), account.Proof{ID: ident.New("prf"), Account: a.ID, Purpose: account.PurposeReset, Email: a.Email,
			Digest: s.seals.Digest("proof", account.PurposeReset, secret), ExpiresAt: now.Add(time.Hour)}))
		r.set("token", secret)
	},
	"refreshSession": func(s *scene, _ role, r *request) {
		r.set("refreshToken", s.nobody().post("/sessions", s.entering()).must(201).text("refreshToken"))
	},
	"signInWithPasskey": func(s *scene, _ role, r *request) {
		phone := s.phone()
		phone.adds(s.holding(s.account(nil).ID)).must(201)
		r.body = phone.signs(s.nobody().post("/sign-in-challenges", nil))
	},
	"addPasskey": func(s *scene, as role, r *request) {
		if as.signedIn() {
			r.body = s.phone().makes(s.as(as).post("/me/passkey-challenges", nil))
		}
	},
	"confirmToday": func(s *scene, _ role, _ *request) { s.did(db.NewShops(s.h).SetPause(s.ctx(), s.shop, nil)) },
	"deleteClosure": func(s *scene, _ role, _ *request) {
		s.did(db.NewShops(s.h).SetException(s.ctx(), s.shop, exception(s.t, "2026-12-25")))
	},
	"inviteStaff": func(_ *scene, _ role, r *request) { r.set("email", ident.New("new").String()+"@exemple.fr") },
	"acceptInvitation": func(s *scene, as role, r *request) {
		hiring, token := shop.Shop{ID: ident.New("shp")}, ident.New("inv").String()
		hiring.Slug = "embauche-" + hiring.ID.String()[10:]
		s.did(db.NewShops(s.h).Add(s.ctx(), hiring))
		print := sha256.Sum256([]byte(token))
		s.did(db.NewStaff(s.h).Invite(s.ctx(), shop.Member{ID: ident.New("mem"), Shop: hiring.ID, Role: shop.Preparer, Email: s.accounts[as].Email,
			InvitedAt: s.clock.Now(), ExpiresAt: s.clock.Now().Add(time.Hour)}, hex.EncodeToString(print[:])))
		r.set("token", token)
	},
	"createProduct": func(s *scene, _ role, r *request) {
		var variants []object
		for i := range min(s.size, catalog.MaxVariants) {
			variants = append(variants, object{"name": fmt.Sprintf("Affinage %d", i), "priceCents": 2490, "stockMode": "counted", "initialStock": object{"unit": "gram", "amount": 8000}})
		}
		r.set("variants", variants)
	},
	"updateProduct": func(s *scene, _ role, r *request) {
		var variants []object
		for _, v := range r.product.Variants {
			variants = append(variants, object{"id": v.ID, "name": v.Name, "priceCents": 300, "stockMode": "counted"})
		}
		r.set("variants", variants)
	},
	"changeProducts": func(s *scene, _ role, r *request) {
		one, other := s.product(s.h, 1), s.product(s.h, 2)
		r.set("products", []object{{"id": one.ID, "version": one.Version}, {"id": other.ID, "version": other.Version}})
	},
	"addProductPhoto": func(s *scene, _ role, r *request) { r.carry(snapshot(s.t, 40, 30)) },
	"setShopPhoto":    func(s *scene, _ role, r *request) { r.carry(snapshot(s.t, 60, 30)) },
	"arrangePhotos": func(s *scene, _ role, r *request) {
		r.set("photos", []object{{"id": s.photo(r.product.ID, s.shop).ID, "alt": "Entière"}, {"id": s.photo(r.product.ID, s.shop).ID, "alt": ""}})
	},
	"putSettings":  func(_ *scene, _ role, r *request) { r.set(perAddress, 1000) },
	"collectOrder": func(s *scene, _ role, r *request) { r.set("code", s.secrets().Pickup(r.order)) },
	"startRehearsal": func(s *scene, _ role, _ *request) {
		s.product(s.h, 1)
		s.clearRehearsals()
	},
	"quote": func(s *scene, _ role, r *request) { r.body = object{"shops": s.wishes()} },
	"placeCheckout": func(s *scene, as role, r *request) {
		r.body, _ = s.basket()
		r.header.Set("Idempotency-Key", ident.New("key").String())
	},
	"confirmCheckout": func(s *scene, _ role, r *request) {
		r.set("code", s.code(r.placed.text("orders", 0, "customer", "email")))
	},
	"resendCode": func(s *scene, _ role, _ *request) { s.clock.Advance(time.Minute) },
	"requestOrderLink": func(s *scene, _ role, r *request) {
		o := s.order(s.h, 1, nil)
		r.body = object{"number": o.Number, "email": o.Customer.Email}
	},
}

func (r *request) set(field string, value any) { r.body.(object)[field] = value }

// carry sends a file.
func (r *request) carry(file []byte) {
	r.body = string(file)
	r.header.Set("Content-Type", "image/*")
}

// entering is how somebody signs in with the code that they were sent.
func (s *scene) entering() object {
	s.t.Helper()
	email := s.account(nil).Email
	return object{"email": email, "code": s.sent(email)}
}

// sent is a code to sign in with that was sent to an address.
func (s *scene) sent(email string) (digits string) {
	s.t.Helper()
	digits, now := "482913", s.clock.Now()
	s.did(db.NewCodes(s.h).Put(s.ctx(), account.Code{ID: ident.New("cod"), Email: email, Digest: s.seals.Digest("code", email, digits),
		ExpiresAt: now.Add(time.Minute), KeptUntil: now.Add(time.Minute)}))
	return digits
}

// proof is a code that proves an address, sent there for the account of a role.
func (s *scene) proof(as role, purpose, email, digits string) {
	s.t.Helper()
	of := s.accounts[as].ID
	s.did(db.NewProofs(s.h).Put(s.ctx(), account.Proof{ID: ident.New("prf"), Account: of, Purpose: purpose, Email: email,
		Digest: s.seals.Digest("proof", purpose, of.String(), email, digits), ExpiresAt: s.clock.Now().Add(time.Hour)}))
}

// wishes is a basket of many lines at the shop.
func (s *scene) wishes() []object {
	s.t.Helper()
	s.did(db.NewShops(s.h).SetPause(s.ctx(), s.shop, nil))
	var lines []object
	for _, v := range s.product(s.h, min(s.size, catalog.MaxVariants)).Variants {
		lines = append(lines, object{"variantId": v.ID, "quantity": object{"unit": "piece", "amount": 1}})
	}
	return []object{{"shopId": s.shop, "way": "counter", "lines": lines}}
}

// perAddress is the setting that bounds what guests order from one network
// address, which all guests of the scene share.
const perAddress = "guestOrdersPerAddress"

// basket is a quoted basket, ready to be placed by somebody new, and the
// e-mail they give.
func (s *scene) basket() (request object, email string) {
	s.t.Helper()
	wishes := s.wishes()
	request = checkoutOf(s.nobody().post("/quotes", object{"shops": wishes}).must(200), wishes...)
	email = ident.New("cus").String() + "@exemple.fr"
	s.guests++
	request["customer"] = object{"name": "Zoé Lefèvre", "phone": fmt.Sprintf("06 %08d", s.guests), "email": email}
	return request, email
}

// place places a basket as somebody.
func (s *scene) place(as role) *answer {
	s.t.Helper()
	request, _ := s.basket()
	return s.as(as).places(request).must(201)
}

package handler

import (
	"context"
	"fmt"
	"time"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/kernel/ident"
	"cabas/domain/shop"
)

// Staff answers who works in a shop.
type Staff struct {
	Shops    *shop.Service
	Employer *shop.Employer
}

// ListStaff lists those at work and those invited.
func (h Staff) ListStaff(ctx context.Context, r gen.ListStaffRequestObject) (gen.ListStaffResponseObject, error) {
	id, err := h.Shops.Find(ctx, r.ShopID)
	if err != nil {
		return nil, err
	}
	members, err := h.Employer.List(ctx, mid.CallerOf(ctx).Actor, id)
	if err != nil {
		return nil, err
	}
	found, err := paged(members, pageOf(r.Params.Limit, r.Params.After), func(m shop.Member) string {
		return fmt.Sprintf("%d%s", shop.Owner-m.Role, m.ID)
	})
	if err != nil {
		return nil, err
	}
	items := make([]gen.StaffMember, len(found.Items))
	for i, m := range found.Items {
		items[i] = memberOf(m)
	}
	return gen.ListStaff200JSONResponse{Items: items, Next: next(found.Next)}, nil
}

// InviteStaff asks somebody to join.
func (h Staff) InviteStaff(ctx context.Context, r gen.InviteStaffRequestObject) (gen.InviteStaffResponseObject, error) {
	id, err := h.Shops.Find(ctx, r.ShopID)
	if err != nil {
		return nil, err
	}
	role, _ := shop.ParseRole(string(r.Body.Role))
	m, err := h.Employer.Invite(ctx, mid.CallerOf(ctx).Actor, id, string(r.Body.Email), role)
	if err != nil {
		return nil, err
	}
	where := fmt.Sprintf("/api/v1/shops/%s/staff/%s", id, m.ID)
	return gen.InviteStaff201JSONResponse{Body: memberOf(m), Headers: gen.InviteStaff201ResponseHeaders{Location: where}}, nil
}

// UpdateStaff changes a role.
func (h Staff) UpdateStaff(ctx context.Context, r gen.UpdateStaffRequestObject) (gen.UpdateStaffResponseObject, error) {
	id, err := h.Shops.Find(ctx, r.ShopID)
	if err != nil {
		return nil, err
	}
	role, _ := shop.ParseRole(string(r.Body.Role))
	m, err := h.Employer.SetRole(ctx, mid.CallerOf(ctx).Actor, id, ident.ID(r.MemberID), role)
	return gen.UpdateStaff200JSONResponse(memberOf(m)), err
}

// RemoveStaff takes somebody's access away.
func (h Staff) RemoveStaff(ctx context.Context, r gen.RemoveStaffRequestObject) (gen.RemoveStaffResponseObject, error) {
	id, err := h.Shops.Find(ctx, r.ShopID)
	if err != nil {
		return nil, err
	}
	return gen.RemoveStaff204Response{}, h.Employer.Remove(ctx, mid.CallerOf(ctx).Actor, id, ident.ID(r.MemberID))
}

// AcceptInvitation makes the caller a member.
func (h Staff) AcceptInvitation(ctx context.Context, r gen.AcceptInvitationRequestObject) (gen.AcceptInvitationResponseObject, error) {
	m, err := h.Employer.Accept(ctx, mid.CallerOf(ctx).Actor, r.Body.Token)
	return gen.AcceptInvitation200JSONResponse(memberOf(m)), err
}

func memberOf(m shop.Member) gen.StaffMember {
	out := gen.StaffMember{
		ID: m.ID.String(), Email: m.Email, Role: gen.StaffRole(m.Role.String()), State: gen.StaffStateInvited,
		InvitedAt: moment(m.InvitedAt, time.UTC),
	}
	if m.Joined() {
		out.State, out.DisplayName, out.JoinedAt = gen.StaffStateActive, optional(m.Name), moment(m.JoinedAt, time.UTC)
	} else {
		out.ExpiresAt = moment(m.ExpiresAt, time.UTC)
	}
	return out
}

package handler

import (
	"context"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/shop"
)

// GetSeller shows the legal identity to its owners.
func (h Shops) GetSeller(ctx context.Context, r gen.GetSellerRequestObject) (gen.GetSellerResponseObject, error) {
	id, err := h.Service.Find(ctx, r.ShopID)
	if err != nil {
		return nil, err
	}
	s, err := h.Service.Identity(ctx, mid.CallerOf(ctx).Actor, id)
	if err != nil {
		return nil, err
	}
	return gen.GetSeller200JSONResponse{
		Body: sellerOf(s), Headers: gen.GetSeller200ResponseHeaders{ETag: versionTag(s.Versions.Seller)},
	}, nil
}

// PutSeller declares the legal identity.
func (h Shops) PutSeller(ctx context.Context, r gen.PutSellerRequestObject) (gen.PutSellerResponseObject, error) {
	version, err := versionOf(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	id, err := h.Service.Find(ctx, r.ShopID)
	if err != nil {
		return nil, err
	}
	b := r.Body
	d := shop.Declaration{Certified: b.SelfCertified, Version: version, Seller: shop.Seller{
		Professional: b.Professional, LegalName: b.LegalName, LegalForm: deref(b.LegalForm), SIRET: deref(b.SIRET),
		Exemption: deref(b.SIRETExemption), VATNumber: deref(b.VATNumber), VATExempt: b.VATExempt, Address: addressOf(b.Address),
		Phone: b.Phone, Email: string(b.Email),
	}}
	if b.Mediator != nil {
		d.Seller.Mediator = &shop.Mediator{Name: b.Mediator.Name, Website: b.Mediator.Website}
	}
	s, err := h.Service.Declare(ctx, mid.CallerOf(ctx).Actor, id, d)
	if err != nil {
		return nil, err
	}
	return gen.PutSeller200JSONResponse{
		Body: sellerOf(s), Headers: gen.PutSeller200ResponseHeaders{ETag: versionTag(s.Versions.Seller)},
	}, nil
}

func sellerOf(s shop.Shop) gen.Seller {
	out := gen.Seller{
		Version: s.Versions.Seller, Selling: s.Selling(), SellingBlockers: blockersOf(s),
		CertifiedAt: moment(s.Seller.CertifiedAt, s.Location()),
	}
	if d := s.Seller; s.Versions.Seller > 0 {
		out.Identity = &gen.SellerChange{
			Professional: d.Professional, LegalName: d.LegalName, LegalForm: optional(d.LegalForm), SIRET: optional(d.SIRET),
			SIRETExemption: optional(d.Exemption), VATNumber: optional(d.VATNumber), VATExempt: d.VATExempt,
			Address: *addressBack(&d.Address), Phone: d.Phone, Email: openapi_types.Email(d.Email), Mediator: mediatorBack(d.Mediator),
			SelfCertified: !d.CertifiedAt.IsZero(),
		}
	}
	return out
}

package handler

import (
	"cabas/api/gen"
	"cabas/domain/catalog"
	"cabas/domain/kernel/measure"
)

func quantityOf(q *measure.Quantity) *gen.Quantity {
	if q == nil {
		return nil
	}
	return &gen.Quantity{Unit: gen.Unit(q.Unit), Amount: q.Amount}
}

func readQuantity(q *gen.Quantity) *measure.Quantity {
	if q == nil {
		return nil
	}
	return &measure.Quantity{Unit: measure.Unit(q.Unit), Amount: q.Amount}
}

func stockQuantity(unit measure.Unit, amount int64) *gen.StockQuantity {
	return &gen.StockQuantity{Unit: gen.Unit(unit), Amount: amount}
}

// onHandAndReserved is what staff see of counted stock.
func onHandAndReserved(s catalog.Stock, unit measure.Unit) (onHand, reserved *gen.StockQuantity) {
	if s.Mode != catalog.Counted {
		return nil, nil
	}
	return stockQuantity(unit, s.OnHand), stockQuantity(unit, s.Allocated)
}

// unitPriceOf shows a price per kilogram, litre or piece.
func unitPriceOf(p measure.Price) *gen.UnitPrice {
	per := map[measure.Unit]gen.PerUnit{
		measure.Piece: gen.PerUnitPiece, measure.Gram: gen.PerUnitKilogram, measure.Millilitre: gen.PerUnitLitre,
	}[p.Per]
	return &gen.UnitPrice{Cents: p.Cents, Per: per}
}

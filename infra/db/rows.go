package db

import (
	"database/sql"

	"gorm.io/gorm"
)

// each hands every row of a query over to be scanned: for the reads that many
// people wait for, where finding fields by name costs as much as the query.
func each(query *gorm.DB, scan func(*sql.Rows) error) error {
	rows, err := query.Rows()
	if err != nil {
		return translate(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return translate(err)
		}
	}
	return translate(rows.Err())
}

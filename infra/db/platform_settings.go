package db

import (
	"context"
	"maps"
	"slices"

	"gorm.io/gorm/clause"
)

// Settings keeps what administrators changed; it implements platform.Values.
type Settings struct{ h Handle }

// NewSettings makes the store of settings.
func NewSettings(h Handle) Settings { return Settings{h} }

type settingRow struct {
	Key   string
	Value int64
}

func (settingRow) TableName() string { return "settings" }

// Kept implements platform.Values.
func (s Settings) Kept(ctx context.Context) (map[string]int64, error) {
	var rows []settingRow
	if _, err := changed(s.h.reader(ctx).Raw(`SELECT key, value FROM settings ORDER BY key`).Scan(&rows)); err != nil {
		return nil, err
	}
	values := make(map[string]int64, len(rows))
	for _, r := range rows {
		values[r.Key] = r.Value
	}
	return values, nil
}

// Put implements platform.Values.
func (s Settings) Put(ctx context.Context, values map[string]int64) error {
	rows := make([]settingRow, 0, len(values))
	for _, key := range slices.Sorted(maps.Keys(values)) {
		rows = append(rows, settingRow{Key: key, Value: values[key]})
	}
	_, err := changed(s.h.writer(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "key"}}, UpdateAll: true,
	}).Create(&rows))
	return err
}

package town

import "strings"

// Slug is the words of a name joined by hyphens: "l-hay-les-roses". Towns that
// share a name have their department's code added to it.
func Slug(name string) string { return strings.Join(Words(name), "-") }

// Department gives the code of the department, or of the overseas collectivity,
// that a commune's INSEE code starts with: "91" of "91200", "974" of "97411".
func Department(insee string) string {
	if strings.HasPrefix(insee, "97") || strings.HasPrefix(insee, "98") {
		return insee[:3]
	}
	return insee[:2]
}

package account

import "testing"

func TestPasswordsThatEverybodyTriesAreKnown(t *testing.T) {
	for password, want := range map[string]bool{
		"motdepasse123": true, "MotDePasse123": true, "azerty1234": true, "Password123!": true, "marseille13": true, "doudou12345": true, "password2026": true, "1234567890": true, "QWERTYUIOP": true, "aaaaaaaaaa": true, "ababababababab": true,
		"trois pommes vertes": false, "le donjon de Dourdan": false, "abcdabcdabcd7": false,
	} {
		if got := guessable(password); got != want {
			t.Errorf("%q: guessable is %v, want %v", password, got, want)
		}
	}
	if n := len(known()); n < 1000 {
		t.Errorf("%d passwords are known", n)
	}
}

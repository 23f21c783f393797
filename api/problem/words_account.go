package problem

var _ = say(map[string]Words{
	"account.sign_in_refused": {"Connexion refusée.", "Sign-in refused.", "L'adresse, le mot de passe ou le code ne vont pas ensemble, ou le code n'est plus valable.", "The e-mail, the password or the code do not go together, or the code is over."},
	"account.session_over":    {"Votre session est terminée.", "Your session is over.", "Connectez-vous de nouveau.", "Sign in again."},
	"account.password_wrong":  {"Le mot de passe actuel est incorrect.", "The current password is wrong.", "Sans lui, connectez-vous par code.", "Without it, sign in by code."},
})

var _ = sayField(map[string]Words{
	"contradicts": {Fr: "Exclut un autre champ rempli.", En: "Excludes another field that is filled."},
})

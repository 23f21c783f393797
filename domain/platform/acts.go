package platform

// SettingsChanged is what the audit trail calls a change of the settings; the
// subject is "settings", the note says what changed.
const SettingsChanged = "settings.changed"

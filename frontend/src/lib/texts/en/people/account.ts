/** How somebody signs in. */
export const account = {
  account: {
    title: "Your account",
    lead: (email: string) => `How you sign in as ${email}.`,
    password: "Password",
    oldPassword: "Present password",
    change: "Change the password",
    changed: "Your password is changed. Other devices stay signed in.",
    app: "Code from an authenticator app",
    appHelp:
      "With it, signing in takes your password and a code that only your phone knows. Any authenticator app that makes six-digit codes will do.",
    loading: "Looking whether it is on",
    isOn: "On: each sign-in asks for a code.",
    isOff: "Off: the password alone is enough.",
    setUp: "Set up",
    scan: "1. Scan this with the app",
    picture: "QR code with the secret that is written below",
    orType: "Or type this secret into the app:",
    copy: "Copy the secret",
    copied: "Copied",
    notCopied: "It could not be copied",
    secretHelp: "Show it to nobody: who has it can make your codes.",
    enter: "2. Enter the code that the app shows now",
    turnOn: "Switch on",
    turnedOn:
      "It is on. The next sign-in asks for a code. If you lose the app, an administrator can switch this off for you.",
    turnOff: "Switch off",
    turnOffTitle: "Switch the code off?",
    turnOffHelp: "The password alone is then enough to sign in. The entry in your app becomes useless.",
    turnedOff: "It is off.",
    cancel: "Cancel",
  },
} as const;

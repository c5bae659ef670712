/** The calls of Amplify by which people sign up and in: a fifth of it, which only the sign-in pages need. */
export {
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  resendSignUpCode,
  resetPassword,
  signIn,
  signUp,
} from "aws-amplify/auth";

import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useRef, useState, type ReactNode, type SubmitEvent } from "react";

import { texts } from "@/lib/texts/first";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { useOneAtATime } from "@/lib/use-one-at-a-time";

import { PasswordRules } from "./PasswordRules";
import { problemWith, typed, type FieldKind } from "./rules";

export type AuthField<Name extends string> = { name: Name; label: string; kind: FieldKind };
export type AuthValues<Name extends string> = Record<Name, string>;

type Props<Name extends string> = {
  fields: readonly AuthField<Name>[];
  initial?: Partial<AuthValues<Name>>;
  submit: string;
  /** Sends the form; what it throws is shown above the button. */
  onSubmit: (values: AuthValues<Name>) => Promise<unknown>;
  /** Beside the fields, knowing what is typed in them. */
  children?: (values: AuthValues<Name>, change: (name: Name, value: string) => void) => ReactNode;
};

const INPUTS: Record<FieldKind, Pick<InputProps, "type" | "autoComplete" | "inputMode">> = {
  email: { type: "email", autoComplete: "username", inputMode: "email" },
  password: { type: "password", autoComplete: "current-password" },
  "new-password": { type: "password", autoComplete: "new-password" },
  code: { type: "text", autoComplete: "one-time-code", inputMode: "numeric" },
  "app-code": { type: "text", autoComplete: "one-time-code", inputMode: "numeric" },
};

const HINTS: Partial<Record<FieldKind, string>> = { code: texts.auth.codeHint, "app-code": texts.auth.appCodeHint };

const isPassword = (kind: FieldKind): boolean => kind === "password" || kind === "new-password";

/** A form of the sign-in pages: checks what is typed, says what is wrong, sends once at a time. */
export function AuthForm<Name extends string>({ fields, initial, submit, onSubmit, children }: Props<Name>): ReactNode {
  const [values, setValues] = useState(
    () => Object.fromEntries(fields.map(({ name }) => [name, initial?.[name] ?? ""])) as AuthValues<Name>,
  );
  const [problems, setProblems] = useState<Partial<Record<Name, string>>>({});
  const [error, setError] = useState<unknown>(null);
  const [sending, setSending] = useState(false);
  const [shown, setShown] = useState(false);
  const inputs = useRef<Partial<Record<Name, InputProps.Ref | null>>>({});

  const change = (name: Name, value: string): void => {
    setValues((all) => ({ ...all, [name]: value }));
    setProblems((all) => ({ ...all, [name]: undefined }));
  };

  const send = useOneAtATime(async () => {
    const meant = Object.fromEntries(
      fields.map(({ name, kind }) => [name, typed(kind, values[name])]),
    ) as AuthValues<Name>;
    const wrong = fields.flatMap(({ name, label, kind }) => {
      const problem = problemWith(kind, label, meant[name]);
      return problem === null ? [] : [[name, problem] as const];
    });
    setProblems(Object.fromEntries(wrong) as Partial<Record<Name, string>>);
    setError(null);
    const first = wrong[0]?.[0];
    if (first !== undefined) {
      inputs.current[first]?.focus();
      return;
    }
    setSending(true);
    await onSubmit(meant).catch(setError);
    setSending(false);
  });

  const onFormSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    send();
  };

  return (
    <form onSubmit={onFormSubmit} noValidate>
      <SpaceBetween size="m">
        {error !== null && <ErrorAlert error={error} />}
        {fields.map(({ name, label, kind }) => (
          <FormField
            key={name}
            label={label}
            errorText={problems[name]}
            i18nStrings={{ errorIconAriaLabel: texts.auth.problem }}
            constraintText={kind === "new-password" && <PasswordRules password={values[name]} />}
            {...(HINTS[kind] === undefined ? {} : { description: HINTS[kind] })}
          >
            <Input
              {...INPUTS[kind]}
              {...(isPassword(kind) && shown ? { type: "text" } : {})}
              ref={(input) => {
                inputs.current[name] = input;
              }}
              name={name}
              value={values[name]}
              onChange={({ detail }) => change(name, detail.value)}
              ariaRequired
              spellcheck={false}
              disableBrowserAutocorrect={isPassword(kind)}
            />
          </FormField>
        ))}
        {fields.some(({ kind }) => isPassword(kind)) && (
          <Checkbox checked={shown} onChange={({ detail }) => setShown(detail.checked)}>
            {texts.auth.showPassword}
          </Checkbox>
        )}
        {children?.(values, change)}
        <Button variant="primary" loading={sending} loadingText={texts.app.loading} fullWidth>
          {submit}
        </Button>
      </SpaceBetween>
    </form>
  );
}

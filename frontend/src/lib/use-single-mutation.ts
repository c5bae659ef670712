import { useMutation, type UseMutationOptions, type UseMutationResult } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

type SingleMutation<Data, Variables> = Pick<
  UseMutationResult<Data, Error, Variables>,
  "error" | "isPending" | "isSuccess" | "reset" | "variables"
> & { mutate: (variables: Variables) => void };

/**
 * A mutation that is sent once however quickly its button is pressed: what is asked for while it is under way is dropped,
 * also before the page could show that it is, and until it shows what came of it.
 *
 * @param options - As of `useMutation`.
 */
export function useSingleMutation<Data, Variables = void>(
  options: UseMutationOptions<Data, Error, Variables>,
): SingleMutation<Data, Variables> {
  const { mutate, status, submittedAt, error, isPending, isSuccess, reset, variables } = useMutation(options);
  const isUnderWay = useRef(false);
  useEffect(() => {
    if (status !== "pending") isUnderWay.current = false;
  }, [status, submittedAt]);
  return {
    error,
    isPending,
    isSuccess,
    reset,
    variables,
    mutate: (its) => {
      if (isUnderWay.current) return;
      isUnderWay.current = true;
      mutate(its);
    },
  };
}

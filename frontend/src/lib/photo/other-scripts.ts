/** Letters that no plate is spelt with here: text detection's Latin, Cyrillic and Greek ones are, as what they look like. */
const LEFT_OUT = /(?![\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}])\p{L}/u;

/** Whether a text has letters that are left out of its plate: Arabic, Thai, Chinese, Korean and others. */
export const hasOtherScripts = (text: string): boolean => LEFT_OUT.test(text);

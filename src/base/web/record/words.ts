const NO_SECRETS = '请勿填写涉密内容';

/** The help under a free text: its own words, and always the warning about secrets. */
export function noteHelp(help: string | undefined): string {
  if (!help) return NO_SECRETS;
  return help.includes('涉密') ? help : `${help}；${NO_SECRETS}`;
}

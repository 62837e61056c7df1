/** The class attribute of what is true: classes('btn', busy && 'is-busy', className). */
export function classes(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

// What the data rooms have to tell, without knowing how it is shown: the toasts listen.
export interface Notice {
  text: string;
  tone?: 'danger' | undefined;
  action?: { label: string; kbd?: string; run: () => void } | undefined;
  /** Takes the place of one about the same. */
  about?: string | undefined;
}

type Listener = (notice: Notice) => void;
let listener: Listener = () => undefined;

export function onNotice(l: Listener): void {
  listener = l;
}

export function notify(notice: Notice): void {
  listener(notice);
}

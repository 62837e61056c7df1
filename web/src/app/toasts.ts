// The messages at the foot of the page.
import { createToasts } from '../ui';

export const toasts = createToasts();

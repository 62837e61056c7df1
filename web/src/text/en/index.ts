// The English texts, a file for each area of the page.
import { ui } from './ui';

export const en = { ...ui } as const;

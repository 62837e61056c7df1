// The English texts, a file for each area of the page.
import { auth } from './auth';
import { common } from './common';
import { fields } from './fields';
import { list } from './list';
import { options } from './options';
import { record } from './record';
import { settings } from './settings';
import { shell } from './shell';
import { ui } from './ui';
import { work } from './work';

export const en = {
  ...auth,
  ...common,
  ...fields,
  ...list,
  ...options,
  ...record,
  ...settings,
  ...shell,
  ...ui,
  ...work,
} as const;

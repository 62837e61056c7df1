// The English texts, a file for each area of the page.
import { api } from './api';
import { auth } from './auth';
import { common } from './common';
import { fields } from './fields';
import { history } from './history';
import { list } from './list';
import { options } from './options';
import { record } from './record';
import { settings } from './settings';
import { shell } from './shell';
import { tags } from './tags';
import { trash } from './trash';
import { ui } from './ui';
import { work } from './work';

export const en = {
  ...api,
  ...auth,
  ...common,
  ...fields,
  ...history,
  ...list,
  ...options,
  ...record,
  ...settings,
  ...shell,
  ...tags,
  ...trash,
  ...ui,
  ...work,
} as const;

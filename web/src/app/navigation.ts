// The menu as data: what is in it, in which group, for which purpose of a workspace, by which keys.
import {
  Building2,
  CalendarDays,
  CircleCheck,
  Globe,
  History,
  NotebookText,
  SquareKanban,
  Sun,
  Tags,
  Trash2,
  Users,
  type LucideIcon,
} from 'lucide-react';
import type { Workspace } from '../api/types';
import type { TextKey } from '../text';

export interface Place {
  /** Below /w/:workspace/. */
  path: string;
  text: TextKey;
  icon: LucideIcon;
  /** The second key after g. */
  key?: string;
  group?: TextKey;
  /** Only for workspaces that sell. */
  sales?: boolean;
}

export const places: Place[] = [
  { path: 'today', text: 'nav.today', icon: Sun, key: 't' },
  { path: 'contacts', text: 'nav.contacts', icon: Users, key: 'c', group: 'nav.records' },
  { path: 'companies', text: 'nav.companies', icon: Building2, key: 'o', group: 'nav.records' },
  {
    path: 'board',
    text: 'nav.board',
    icon: SquareKanban,
    key: 'd',
    group: 'nav.records',
    sales: true,
  },
  { path: 'tasks', text: 'nav.tasks', icon: CircleCheck, key: 'k', group: 'nav.records' },
  {
    path: 'activities',
    text: 'nav.activities',
    icon: CalendarDays,
    key: 'a',
    group: 'nav.records',
  },
  { path: 'notes', text: 'nav.notes', icon: NotebookText, group: 'nav.records' },
  { path: 'websites', text: 'nav.websites', icon: Globe, key: 'w', group: 'nav.records' },
  { path: 'history', text: 'nav.history', icon: History, key: 'h', group: 'nav.keep' },
  { path: 'tags', text: 'nav.tags', icon: Tags, group: 'nav.keep' },
  { path: 'trash', text: 'nav.trash', icon: Trash2, key: 'x', group: 'nav.keep' },
];

export function placesOf(purpose: Workspace['purpose']): Place[] {
  return places.filter((p) => !p.sales || purpose !== 'people');
}

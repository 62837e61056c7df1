// The pages of Settings as data. TO ADD ONE: a row, its component, its texts.
import {
  Archive,
  BookOpen,
  Building,
  CircleHelp,
  History,
  House,
  KeyRound,
  ListTodo,
  LockKeyhole,
  MonitorSmartphone,
  Palette,
  ScrollText,
  ShieldCheck,
  Tag,
  Trash2,
  UserRound,
  Users,
  type LucideIcon,
} from 'lucide-react';
import { lazy, type ComponentType } from 'react';
import type { Role } from '../../api/types';
import type { TextKey } from '../../text';

export interface SettingsPlace {
  /** Below /settings/, or with `elsewhere` below the workspace. */
  id: string;
  text: TextKey;
  /** Other words it is found by. */
  words: TextKey;
  icon: LucideIcon;
  group: TextKey;
  least?: Role;
  page?: ComponentType;
  elsewhere?: boolean;
}

const you: TextKey = 'set.you';
const workspace: TextKey = 'set.workspace';
const connections: TextKey = 'set.connections';
const data: TextKey = 'set.data';

export const settingsPlaces: SettingsPlace[] = [
  {
    id: 'profile',
    text: 'set.profile',
    words: 'set.profile.words',
    icon: UserRound,
    group: you,
    page: lazy(() => import('./Profile')),
  },
  {
    id: 'password',
    text: 'set.password',
    words: 'set.password.words',
    icon: LockKeyhole,
    group: you,
    page: lazy(() => import('./Password')),
  },
  {
    id: 'two-factor',
    text: 'set.totp',
    words: 'set.totp.words',
    icon: ShieldCheck,
    group: you,
    page: lazy(() => import('./TwoFactor')),
  },
  {
    id: 'sessions',
    text: 'set.sessions',
    words: 'set.sessions.words',
    icon: MonitorSmartphone,
    group: you,
    page: lazy(() => import('./Sessions')),
  },
  {
    id: 'appearance',
    text: 'set.appearance',
    words: 'set.appearance.words',
    icon: Palette,
    group: you,
    page: lazy(() => import('./Appearance')),
  },
  {
    id: 'general',
    text: 'set.general',
    words: 'set.general.words',
    icon: House,
    group: workspace,
    page: lazy(() => import('./General')),
  },
  {
    id: 'members',
    text: 'set.members',
    words: 'set.members.words',
    icon: Users,
    group: workspace,
    page: lazy(() => import('./Members')),
  },
  {
    id: 'tags',
    text: 'nav.tags',
    words: 'set.tags.words',
    icon: Tag,
    group: workspace,
    elsewhere: true,
  },
  {
    id: 'workspaces',
    text: 'nav.workspaces',
    words: 'set.workspaces.words',
    icon: Building,
    group: workspace,
    page: lazy(() => import('./Workspaces')),
  },
  {
    id: 'keys',
    text: 'set.keys',
    words: 'set.keys.words',
    icon: KeyRound,
    group: connections,
    page: lazy(() => import('./ApiKeys')),
  },
  {
    id: 'api',
    text: 'nav.api',
    words: 'set.api.words',
    icon: BookOpen,
    group: connections,
    elsewhere: true,
  },
  {
    id: 'backup',
    text: 'set.backup',
    words: 'set.backup.words',
    icon: Archive,
    group: data,
    least: 'owner',
    page: lazy(() => import('./Backup')),
  },
  {
    id: 'audit',
    text: 'set.audit',
    words: 'set.audit.words',
    icon: ScrollText,
    group: data,
    least: 'admin',
    page: lazy(() => import('./Audit')),
  },
  {
    id: 'jobs',
    text: 'set.jobs',
    words: 'set.jobs.words',
    icon: ListTodo,
    group: data,
    least: 'admin',
    page: lazy(() => import('./Jobs')),
  },
  {
    id: 'history',
    text: 'nav.history',
    words: 'set.history.words',
    icon: History,
    group: data,
    elsewhere: true,
  },
  {
    id: 'trash',
    text: 'nav.trash',
    words: 'set.trash.words',
    icon: Trash2,
    group: data,
    elsewhere: true,
  },
  {
    id: 'about',
    text: 'set.about',
    words: 'set.about.words',
    icon: CircleHelp,
    group: data,
    page: lazy(() => import('./About')),
  },
];

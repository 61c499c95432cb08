import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { i18n } from './i18n/i18n.svelte';
import { follow } from './router.svelte';
import { watchComposition } from './ui/ime';
import { keepFocus } from './ui/keepFocus';

watchComposition();
keepFocus(document);
document.addEventListener('click', follow);
const target = document.getElementById('app');
if (target) void i18n.begin().then(() => mount(App, { target }));

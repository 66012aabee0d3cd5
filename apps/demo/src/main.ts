import { mount } from 'svelte';
import './style.css';
import 'uplot/dist/uPlot.min.css';
import App from './components/App.svelte';

mount(App, { target: document.getElementById('app')! });

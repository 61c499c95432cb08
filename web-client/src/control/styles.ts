// The dashboard's style sheets, in the order in which they build on each other.
import './control.css';
import './panes.css';
import './msel.css';
import './narrow.css';

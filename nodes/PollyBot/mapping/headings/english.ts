import type { Language } from './language';

export const english: Language = {
	language: 'English',
	headings: {
		name: "Name | Full Name | Contact Name | Lead Name | Your Name | Your Full Name | Display Name | First and Last Name | First & Last Name | Name and Surname | Person - Name | What is your name | What's your name | What is your full name",
		firstName:
			"First Name | Given Name | Forename | FNAME | Name (First) | Name - First | Your First Name | Contact First Name | Person - First name | What is your first name | What's your first name",
		lastName:
			"Last Name | Family Name | Surname | LNAME | Name (Last) | Name - Last | Your Last Name | Contact Last Name | Person - Last name | What is your last name | What's your last name | And your last name",
		email:
			"Email | Email Address | Mail | E-mail - Value | Your Email | Your Email Address | Work Email | Work Email Address | Business Email | Business Email Address | Company Email | Personal Email | Private Email | Home Email | Primary Email | Secondary Email | Contact Email | Lead Email | Person - Email | Person - Email - Work | Person - Email - Home | Person - Email - Other | Email (Work) | Email (Home) | What is your email | What is your email address | What's your email | What's your email address | And your email | And your email address",
		phone:
			"Phone | Phone Number | Tel | Telephone | Telephone Number | Mobile | Phone - Value | Your Phone | Your Phone Number | Your Tel | Mobile Phone | Mobile Number | Mobile Phone Number | Cell | Cell Phone | Cell Phone Number | Work Phone | Work Phone Number | Business Phone | Home Phone | Primary Phone | Other Phone | Company Main Phone | Contact Number | Contact Phone | Lead Phone | Person - Phone | Person - Phone - Work | Person - Phone - Mobile | Person - Phone - Home | Phone (Work) | Phone (Mobile) | What is your phone number | What's your phone number | And your phone number",
		source: 'Source | Lead Source',
		status: 'Status | Lead Status',
		metadata: 'Metadata',
	},
};

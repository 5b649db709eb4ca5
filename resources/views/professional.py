"""What a professional finds once signed in."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render


@login_required
def home(request):
    reads_details = request.user.has_perm("resources.view_professionaldetails")
    return render(request, "account/professional.html", {"reads_details": reads_details})
